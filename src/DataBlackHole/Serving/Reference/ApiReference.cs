using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DataBlackHole.Serving.Reference;

/// <summary>The description of the API for people, made from the one for machines.</summary>
internal static class ApiReference
{
    public static void MapApiReference(this WebApplication app) =>
        app.MapGet("/api", PageAsync).WithSummary("This API, described for people (HTML)").ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, [FromKeyedServices("v1")] IOpenApiDocumentProvider description, CancellationToken stopping)
    {
        var document = await description.GetOpenApiDocumentAsync(stopping);
        return HtmlPage.Of(context, "en", document.Info.Title ?? "", Body(document));
    }

    private static string Body(OpenApiDocument document)
    {
        var html = new StringBuilder($"<h1>{HtmlPage.Text(document.Info.Title)}</h1>");
        foreach (var paragraph in (document.Info.Description ?? "").Split("\n\n")) html.Append(CultureInfo.InvariantCulture, $"<p>{HtmlPage.Text(paragraph)}</p>");
        html.Append("<p>For machines: <a href=\"openapi/v1.json\">openapi/v1.json</a> (OpenAPI 3.1).</p>");
        var operations = document.Paths.SelectMany(p => (p.Value.Operations ?? []).Select(o => (Path: p.Key, Method: o.Key.Method, Operation: o.Value))).ToList();
        var groups = operations.GroupBy(o => o.Operation.Tags?.FirstOrDefault()?.Name ?? "Other").OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        html.Append("<nav aria-label=\"Addresses\"><ul>");
        foreach (var (path, _, operation) in groups.SelectMany(g => g)) html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{Anchor(operation)}\"><code>{HtmlPage.Text(path)}</code></a></li>");
        html.Append("</ul></nav>");
        foreach (var group in groups)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(group.Key)}</h2>");
            foreach (var (path, method, operation) in group) Operation(html, path, method, operation);
        }
        html.Append("<h2 id=\"documents\">Documents</h2>");
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()) Schema(html, name, schema);
        return html.ToString();
    }

    private static void Operation(StringBuilder html, string path, string method, OpenApiOperation operation)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"{Anchor(operation)}\"><h3><span class=\"get\">{HtmlPage.Text(method)}</span><code>{HtmlPage.Text(path)}</code></h3><p>{HtmlPage.Text(operation.Summary)}</p>");
        if (operation.Description is { Length: > 0 } description && description != operation.Summary) html.Append(CultureInfo.InvariantCulture, $"<p>{HtmlPage.Text(description)}</p>");
        if (operation.Parameters is { Count: > 0 } parameters)
        {
            html.Append("<div class=\"table\"><table><thead><tr><th scope=\"col\">parameter</th><th scope=\"col\">in</th><th scope=\"col\">meaning</th><th scope=\"col\">example</th></tr></thead><tbody>");
            foreach (var p in parameters)
                html.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{HtmlPage.Text(p.Name)}</code>{(p.Required ? " (required)" : "")}</td><td>{HtmlPage.Text(p.In?.ToString().ToLowerInvariant())}</td><td>{HtmlPage.Text(p.Description)}</td><td><code>{HtmlPage.Text(p.Example?.ToString())}</code></td></tr>");
            html.Append("</tbody></table></div>");
        }
        if (operation.Extensions?.TryGetValue(ApiDescription.Samples, out var sample) == true && sample is JsonNodeExtension { Node: JsonArray samples })
            foreach (var one in samples) html.Append(CultureInfo.InvariantCulture, $"<pre>{HtmlPage.Text(one?["source"]?.ToString())}</pre>");
        html.Append("<ul>");
        foreach (var (status, response) in operation.Responses ?? []) html.Append(CultureInfo.InvariantCulture, $"<li><code>{HtmlPage.Text(status)}</code> {HtmlPage.Text(response.Description)} {Kinds(response)}</li>");
        html.Append("</ul></section>");
    }

    private static string Kinds(IOpenApiResponse response) => string.Join(", ", (response.Content ?? new Dictionary<string, OpenApiMediaType>())
        .Select(c => $"<code>{HtmlPage.Text(c.Key)}</code>{(NameOf(c.Value.Schema) is { } name ? $" <a href=\"#{HtmlPage.Text(name)}\">{HtmlPage.Text(name)}</a>" : "")}"));

    private static void Schema(StringBuilder html, string name, IOpenApiSchema schema)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"{HtmlPage.Text(name)}\"><h3>{HtmlPage.Text(name)}</h3><p>{HtmlPage.Text(schema.Description)}</p>");
        if (schema.Enum is { Count: > 0 } words) html.Append(CultureInfo.InvariantCulture, $"<p>{string.Join(" · ", words.Select(w => $"<code>{HtmlPage.Text(w?.ToString())}</code>"))}</p>");
        if (schema.Properties is { Count: > 0 } properties)
        {
            html.Append("<div class=\"table\"><table><thead><tr><th scope=\"col\">property</th><th scope=\"col\">type</th><th scope=\"col\">meaning</th></tr></thead><tbody>");
            foreach (var (property, type) in properties)
                html.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{HtmlPage.Text(property)}</code></td><td>{TypeOf(type)}</td><td>{HtmlPage.Text(type.Description)}</td></tr>");
            html.Append("</tbody></table></div>");
        }
        html.Append("</section>");
    }

    private static string TypeOf(IOpenApiSchema schema)
    {
        if (NameOf(schema) is { } name) return $"<a href=\"#{HtmlPage.Text(name)}\">{HtmlPage.Text(name)}</a>";
        if (schema.Items is { } items) return $"list of {TypeOf(items)}";
        if (schema.OneOf is { Count: > 0 } choices) return string.Join(" or ", choices.Select(TypeOf));
        return HtmlPage.Text($"{schema.Type?.ToString().ToLowerInvariant()} {schema.Format}".Trim());
    }

    private static string? NameOf(IOpenApiSchema? schema) => schema is OpenApiSchemaReference { Reference.Id: { } id } ? id : null;

    private static string Anchor(OpenApiOperation operation) => HtmlPage.Text(operation.OperationId);
}
