using System.Text.Json.Nodes;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DataBlackHole.Serving;

/// <summary>The machine-readable description of the status API.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "DataBlackHole status API",
                Version = "v1",
                Description = "When each release of the watched statistics was published, late or missing, how we know, and what we could not see. "
                    + "Times are UTC. What we conclude about a publisher and whether we can see are separate: blindness is ours and says nothing about the publisher.",
            };
            // The address it is served at depends on who asks.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(AddProblemsAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(ReferencePeriod)) DescribeCode(schema, "2026-09", "Reference period: 2026-09, 2026-Q3, 2026, 2026-09-30, or 2026-01..2026-02 for months released together.");
            if (type == typeof(ContentDigest)) DescribeCode(schema, new string('0', 64), "SHA-256, 64 lower-case hexadecimal digits.");
            return Task.CompletedTask;
        });
    }

    /// <summary>What is asked for wrongly is answered with Problem Details everywhere.</summary>
    private static async Task AddProblemsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stopping)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, stopping);
        void Add(string status, string description) => (operation.Responses ??= []).TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = schema } },
        });
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Query) == true) Add("400", "A parameter is wrong; the detail names it.");
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true) Add("404", "There is no such key.");
    }

    /// <summary>A value that is written by a converter, which the description cannot look into.</summary>
    private static void DescribeCode(OpenApiSchema schema, string example, string description)
    {
        schema.Type = JsonSchemaType.String;
        schema.Description ??= description;
        schema.Examples = [JsonValue.Create(example)];
    }
}
