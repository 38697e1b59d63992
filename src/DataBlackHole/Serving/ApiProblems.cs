using DataBlackHole.Core.Catalogue;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>The refusals of the API, as Problem Details.</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult UnknownSeries(MonitorCatalogue catalogue, string key) => TypedResults.Problem(
        title: "No such series",
        detail: catalogue.History.Of(key).IsEmpty
            ? $"There is no series '{key}'. GET /api/v1/series lists the keys."
            : $"The series '{key}' is not watched; it is known from the cited history only: GET /api/v1/series/{key}/history.",
        statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult UnknownPublisher(string key) => TypedResults.Problem(
        title: "No such publisher", detail: $"There is no publisher '{key}'.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult BadRequest(string parameter, object? value, string expected) => TypedResults.Problem(
        title: "Bad parameter",
        detail: $"'{value}' is no value for '{parameter}': {expected} is expected.",
        statusCode: StatusCodes.Status400BadRequest);
}
