using DataBlackHole.Core.Catalogue;
using DataBlackHole.Serving.Answering;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DataBlackHole.Serving;

/// <summary>The refusals of the API, as Problem Details (RFC 9457).</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult UnknownSeries(MonitorCatalogue catalogue, string key) => Unknown(
        "No such series",
        catalogue.History.Of(key).IsEmpty
            ? $"There is no series '{key}'. GET /api/v1/series lists the keys."
            : $"The series '{key}' is not watched; it is known from the cited history only: GET /api/v1/series/{key}/history.");

    public static ProblemHttpResult UnknownPublisher(string key) =>
        Unknown("No such publisher", $"There is no publisher '{key}'. GET /api/v1/publishers lists the keys.");

    public static ProblemHttpResult UnknownSource(string key) =>
        Unknown("No such source", $"There is no source '{key}'. GET /api/v1/sources lists the keys.");

    /// <summary>Nothing is on record under that key.</summary>
    public static ProblemHttpResult Unknown(string title, string detail) => Of(ProblemKinds.UnknownKey, title, detail);

    public static ProblemHttpResult BadRequest(string parameter, object? value, string expected) => TypedResults.Problem(
        type: ProblemKinds.MarkOf(ProblemKinds.BadParameter),
        title: ProblemKinds.BadParameter.Title.En,
        detail: $"'{value}' is no value for '{parameter}': {expected} is expected.",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?> { ["parameter"] = parameter });

    public static ProblemHttpResult TooMany(int perMinute, int seconds) =>
        Of(ProblemKinds.TooManyRequests, null, $"One address may ask {perMinute} times in a minute; try again in {seconds} s.");

    public static ProblemHttpResult NotAcceptable(IEnumerable<string> offered) =>
        Of(ProblemKinds.NotAcceptable, null, $"This address answers with {string.Join(" or ", offered)}.");

    public static ProblemHttpResult OperatorApiOff() => Of(ProblemKinds.OperatorApiOff, null, ProblemKinds.OperatorApiOff.WhatToDo.En);

    public static ProblemHttpResult OnlyAnswers() => Of(ProblemKinds.OnlyAnswers, null, ProblemKinds.OnlyAnswers.Meaning.En);

    public static ProblemHttpResult KeyWanted() => Of(ProblemKinds.KeyWanted, null, "Send the header Authorization: Bearer and the operator key.");

    private static ProblemHttpResult Of(ProblemKind kind, string? title, string detail) =>
        TypedResults.Problem(type: ProblemKinds.MarkOf(kind), title: title ?? kind.Title.En, detail: detail, statusCode: kind.Status);
}
