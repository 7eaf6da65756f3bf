using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Praxis.Web;

/// <summary>Completes the OpenAPI document: its title, the keys, the refusals that any request can meet, and what the
/// parameters may be.</summary>
internal sealed class ApiDocument(Binding binding) : IOpenApiDocumentTransformer
{
    private const string Bearer = "bearer";
    private const string Header = "header";

    /// <inheritdoc/>
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Praxis",
            Version = "v1",
            Description = "Runs, fits and predictions of praxis "
                + typeof(ApiDocument).Assembly.GetName().Version?.ToString(3) + ".",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key of 'praxis keys add'.",
            },
            [Header] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-Api-Key",
                Description = "The same key.",
            },
        };
        if (binding.NeedsKeys)
        {
            document.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Header, document)] = [] },
            ];
        }

        foreach (OpenApiOperation operation in document.Paths.Values
            .SelectMany(static path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            AddRefusals(operation);
            foreach (IOpenApiParameter parameter in operation.Parameters ?? [])
            {
                Bound(parameter);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Describes a number as one: the dialect also knows infinities, which no body may have.</summary>
    internal static Task Describe(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        Type type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(double) && schema.AnyOf is { Count: > 0 })
        {
            (schema.Type, schema.AnyOf) =
                (type == typeof(double) ? JsonSchemaType.Number : JsonSchemaType.Number | JsonSchemaType.Null, null);
        }

        return Task.CompletedTask;
    }

    // With the body of the refusals that the operation names itself.
    private static void AddRefusals(OpenApiOperation operation)
    {
        if (operation.Responses?.GetValueOrDefault("400") is not { Content: { } problem })
        {
            return;
        }

        (string Status, string Description, bool IsMet)[] refusals =
        [
            ("401", "A key is needed", true),
            ("403", "The key lacks the scope, or the request comes from another site", true),
            ("409", "The state of things does not allow it", true),
            ("413", "Too large", operation.RequestBody is not null),
            ("415", "Another kind of content", operation.RequestBody is not null),
            ("429", "Too many requests", true),
            ("503", "Not possible now", true),
        ];
        foreach ((string status, string description, _) in refusals.Where(static refusal => refusal.IsMet))
        {
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = description, Content = problem });
        }
    }

    private static void Bound(IOpenApiParameter parameter)
    {
        if (parameter.Schema is not OpenApiSchema schema)
        {
            return;
        }

        switch (parameter.Name)
        {
            case "skip":
                schema.Minimum = "0";
                break;
            case "take":
                (schema.Minimum, schema.Maximum) = ("1", RunEndpoints.MostTake.ToString(CultureInfo.InvariantCulture));
                break;
            case "order":
                schema.Enum = Words("asc", "desc");
                break;
            case "state":
                schema.Enum = Words([.. Enum.GetNames<Praxis.App.RunState>().Select(static name =>
                    name.ToLowerInvariant())]);
                break;
            case "sort":
                schema.Enum = Words([.. RunQuery.Columns]);
                break;
        }
    }

    private static List<JsonNode> Words(params string[] words) => [.. words.Select(static word => (JsonNode)word)];
}
