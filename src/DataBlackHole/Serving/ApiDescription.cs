using System.Text.Json;
using System.Text.Json.Nodes;
using DataBlackHole.Core.Calendars;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Serving.Answering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace DataBlackHole.Serving;

/// <summary>The machine-readable description of the API.</summary>
internal static class ApiDescription
{
    /// <summary>Where an operation shows how it is called.</summary>
    public const string Samples = "x-codeSamples";

    private const string About = """
        When each release of the watched statistics was published, late or missing, how we know, and what we could not see. What we conclude about a publisher and whether we can see are separate: blindness is ours and says nothing about the publisher.

        Time: every instant is UTC in ISO 8601 (2026-11-22T00:00:00+00:00). A day (2023-09-01) is one of the publisher's time zone; in lists over several publishers one of China (UTC+8). Reference periods are what a figure is about, never when it was published. Delays are in working days of China unless a name says otherwise; lengths are in hours, milliseconds or bytes as the name says. Figures are texts exactly as the publisher printed them.

        Two questions of time mean the same everywhere: `on` asks how it was at the end of that day, `asOf` lets only that count which had been recorded by that instant. Neither may lie in the future, so that an answer stays the answer.

        Lists are cut into pages: pass `next` as `cursor`, or follow the header Link with rel="next". A cursor names the last item shown; what is recorded meanwhile shifts nothing and repeats nothing.

        Every answer has a strong ETag: send it as If-None-Match and 304 says that nothing changed. Anybody may read without a key, from any page (CORS). RateLimit and RateLimit-Policy say how much one address may still ask; beyond it the answer is 429 with Retry-After. Refusals are Problem Details (RFC 9457) whose type is the address of a page that explains them.
        """;

    private static readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal)
    {
        ["Status"] = "What the record says about series, releases, sources and publishers, with its evidence and the log that proves it.",
        ["Monitor"] = "The monitor about itself: what it can see, and its own troubles.",
        ["Alerts"] = "Who was told of what, without addresses.",
        ["Exports"] = "Whole tables of the record, streamed.",
        ["Feeds"] = "Changes of status as Atom and JSON Feed.",
        ["Calendars"] = "Releases as iCalendar.",
        ["Badges"] = "The status of one series for other pages.",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(AddProblemsAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(ReferencePeriod)) DescribeCode(schema, "2026-09", "Reference period: 2026-09, 2026-Q3, 2026, 2026-09-30, or 2026-01..2026-02 for months released together.");
            if (type == typeof(ContentDigest)) DescribeCode(schema, new string('0', 64), "SHA-256, 64 lower-case hexadecimal digits.");
            return Task.CompletedTask;
        });
    }

    private static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stopping)
    {
        var settings = context.ApplicationServices.GetRequiredService<MonitorSettings>();
        document.Info = new OpenApiInfo
        {
            Title = "DataBlackHole status API",
            Version = "v1",
            Description = About,
            License = new OpenApiLicense { Name = settings.RecordLicence, Identifier = settings.RecordLicence },
        };
        // Where it is served depends on who asks, unless the settings say it.
        document.Servers = [new OpenApiServer { Url = settings.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? "/" }];
        var examples = await context.ApplicationServices.GetRequiredService<ApiExamples>().AllAsync(stopping);
        foreach (var (path, item) in document.Paths)
        {
            foreach (var operation in OperationsOf(item)) Illustrate(path, operation, examples);
        }
        var used = document.Paths.Values.SelectMany(OperationsOf).SelectMany(o => o.Tags ?? new HashSet<OpenApiTagReference>()).Select(t => t.Name).ToHashSet();
        document.Tags = _tags.Where(t => used.Contains(t.Key)).Select(t => new OpenApiTag { Name = t.Key, Description = t.Value }).ToHashSet();
    }

    private static IEnumerable<OpenApiOperation> OperationsOf(IOpenApiPathItem item) => item.Operations?.Values.AsEnumerable() ?? [];

    /// <summary>Gives an operation its name, examples for its parameters, and a call made of them that works as it stands.</summary>
    private static void Illustrate(string path, OpenApiOperation operation, IReadOnlyDictionary<(string Path, string Parameter), object> examples)
    {
        operation.OperationId ??= NameOf(path);
        // Nobody needs a key to read.
        operation.Security = [new OpenApiSecurityRequirement()];
        operation.Description ??= $"{operation.Summary}.{(operation.Parameters?.Any(p => string.Equals(p.Name, "asOf", StringComparison.OrdinalIgnoreCase)) == true ? " With on or asOf: as it was then, and as it was on record then." : "")}";
        var address = path;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            // Parameters are asked for as documents write their properties; either case is understood.
            if (parameter.In == ParameterLocation.Query) parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            var value = examples.GetValueOrDefault((path, parameter.Name!)) ?? examples.GetValueOrDefault(("*", parameter.Name!));
            Set(parameter, value);
            if (parameter.Example is not { } example) continue;
            if (parameter.In == ParameterLocation.Path) address = address.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(example.ToString()), StringComparison.Ordinal);
            else if (parameter.In == ParameterLocation.Query) address = QueryHelpers.AddQueryString(address, parameter.Name!, example.ToString());
        }
        if (!address.Contains('{', StringComparison.Ordinal))
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())[Samples] = new JsonNodeExtension(new JsonArray(new JsonObject { ["lang"] = "Shell", ["source"] = $"curl '{address}'" }));
    }

    private static void Set(OpenApiParameter parameter, object? value)
    {
        if (value is not null) parameter.Example = value is int number ? JsonValue.Create(number) : value is long large ? JsonValue.Create(large) : JsonValue.Create(value.ToString());
    }

    /// <summary>Such as getSeriesReleases for /api/v1/series/{key}/releases: stable, because it follows from the address.</summary>
    private static string NameOf(string path)
    {
        var parts = path.Replace("/api/v1", "", StringComparison.Ordinal).Split(['/', '.', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.StartsWith('{') ? $"By{Capital(p.Trim('{', '}'))}" : Capital(p));
        return $"get{string.Concat(parts.DefaultIfEmpty("Index"))}";
    }

    private static string Capital(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    /// <summary>What is asked for wrongly is answered with Problem Details everywhere.</summary>
    private static async Task AddProblemsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stopping)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, stopping);
        void Add(string status, string description) => (operation.Responses ??= []).TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = schema } },
        });
        (operation.Responses ??= []).TryAdd("304", new OpenApiResponse { Description = "Nothing changed since the answer with the tag in If-None-Match." });
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Query) == true) Add("400", "A parameter is wrong; \"parameter\" names it.");
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true) Add("404", "There is no such key.");
        Add("406", "There is no document of a kind that Accept admits.");
        Add("429", "One address asked too much; Retry-After says how many seconds to wait.");
        Add("500", "Something in the monitor failed.");
    }

    /// <summary>A value that is written by a converter, which the description cannot look into.</summary>
    private static void DescribeCode(OpenApiSchema schema, string example, string description)
    {
        schema.Type = JsonSchemaType.String;
        schema.Description ??= description;
        schema.Examples = [JsonValue.Create(example)];
    }
}
