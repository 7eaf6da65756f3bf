using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The one place where errors become problem details (RFC 9457) with the same line as on the command
/// line.</summary>
internal sealed partial class Problems(RequestDelegate next, ILogger<Problems> logger)
{
    /// <summary>Runs the request and answers for what it throws.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            RefuseOtherText(context.Request.ContentType);
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
#pragma warning disable CA1031 // The outermost door: whatever comes here is told as one line, never as a stack trace.
        catch (Exception exception) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            (int status, string detail) = Of(PraxisException.Unwrap(exception));
            if (status == StatusCodes.Status500InternalServerError)
            {
                Defect(logger, context.Request.Method, context.Request.Path, exception);
            }

            context.Response.Clear();
            await Write(context, status, detail);
        }
    }

    // The framework knows no words for a body in letters that it cannot read.
    private static void RefuseOtherText(string? contentType)
    {
        if (MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && type.Parameters.Any(static one => one.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusalException(415, "a body must be UTF-8; leave charset out or send charset=utf-8");
        }
    }

    /// <summary>Writes problem details.</summary>
    public static Task Write(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
            && context.Response.Headers.RetryAfter.Count == 0)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(
            new { type = TypeOf(status), title = TitleOf(status), status, detail },
            ApiJson.Options,
            "application/problem+json");
    }

    /// <summary>Gives an answer that has a status of an error, and nothing else, its problem details.</summary>
    public static Task WriteBare(HttpContext context, int status) => Write(context, status, status switch
    {
        StatusCodes.Status404NotFound => $"{Shown(context.Request.Path)}: there is nothing at this address",
        StatusCodes.Status405MethodNotAllowed =>
            $"{context.Request.Method} is not answered at {Shown(context.Request.Path)}; see /openapi/v1.json",
        StatusCodes.Status413PayloadTooLarge => "the body is too large",
        StatusCodes.Status415UnsupportedMediaType => "the body must be application/json, or multipart for an upload",
        _ => $"the request cannot be answered ({status})",
    });

    private static (int Status, string Detail) Of(Exception exception) => exception switch
    {
        RefusalException refusal => (refusal.Status, Line(refusal.Message)),
        InputException or TrainingDivergedException => (422, Line(exception.Message)),
        UsageException => (400, Line(exception.Message)),
        PraxisException => (503, Line(exception.Message)),
        BadHttpRequestException bad => (bad.StatusCode, Line(Because(bad))),
        JsonException json => (400, Line(Because(json))),
        OperationCanceledException => (503, "the server is stopping; ask again when it is back"),
        OutOfMemoryException => (503, "memory runs out; ask for less at once"),
        _ => (500, "a defect of praxis stopped the request; its log says where"),
    };

    // The framework's own words name types and parameters of the program.
    private static string Because(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
        {
            return Because(json);
        }

        if (bad.InnerException is AntiforgeryValidationException)
        {
            return "the page is too old or its cookie is missing; load it again";
        }

        Match value = UnreadValue().Match(bad.Message);
        return value.Success ? $"{value.Groups["name"]} cannot be \"{value.Groups["text"]}\""
            : bad.Message.Contains("parameter", StringComparison.OrdinalIgnoreCase)
                ? "the body or a parameter is missing; /openapi/v1.json says what is expected"
            : bad.Message;
    }

    // "... could not be mapped to any .NET member", "... could not be converted to System.Nullable`1[...]. Path: ...".
    private static string Because(JsonException json)
    {
        Match unknown = UnknownProperty().Match(json.Message);
        if (unknown.Success)
        {
            return $"the body has \"{unknown.Groups["name"]}\", which is not known here; /openapi/v1.json says what is";
        }

        return OtherKind().IsMatch(json.Message)
            ? $"the body has a value of another kind at {json.Path ?? "$"}; /openapi/v1.json says what is expected"
            : $"the body is not as expected: {json.Message}";
    }

    private static string Line(string message) => message.Split('\n')[0].TrimEnd();

    private static string Shown(PathString path)
    {
        string text = path.Value ?? "/";
        return text.Length <= 120 ? text : text[..120] + "...";
    }

    private static string TypeOf(int status) => "urn:praxis:problem:" + status switch
    {
        400 => "usage",
        401 => "key-needed",
        403 => "forbidden",
        404 => "not-found",
        405 => "method-not-allowed",
        409 => "conflict",
        413 => "too-large",
        415 => "media-type",
        421 => "host",
        422 => "input",
        429 => "too-many-requests",
        503 => "unavailable",
        500 => "defect",
        _ => "http-" + status,
    };

    private static string TitleOf(int status) => status switch
    {
        400 => "The request is of no known form",
        401 => "A key is needed",
        403 => "Not allowed",
        404 => "Not there",
        405 => "Method not allowed",
        409 => "The state of things does not allow it",
        413 => "Too large",
        415 => "Unknown kind of content",
        421 => "Addressed to another host",
        422 => "Data or the value of an option cannot be used",
        429 => "Too many requests",
        503 => "Not possible now",
        500 => "A defect of praxis",
        _ => "The request cannot be answered",
    };

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (?<name>\\w+)\" from \"(?<text>.*)\"[.]$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex UnreadValue();

    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped to any [.]NET member",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex UnknownProperty();

    [GeneratedRegex("^The JSON value could not be converted to ")]
    private static partial Regex OtherKind();

    [LoggerMessage(LogLevel.Error, "{Method} {Path} met a defect")]
    private static partial void Defect(ILogger logger, string method, string path, Exception exception);
}
