using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Praxis.Web;

/// <summary>Uploaded files, and the folders whose files may be named.</summary>
internal static class UploadEndpoints
{
    private const long Envelope = 1 << 16;
    private const int MostBoundary = 100;

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder uploads = api.MapGroup("/uploads").WithTags("data");
        uploads.MapGet("/", static (UploadStore store) => ApiJson.Answer(store.List()))
            .Gives<IReadOnlyList<Upload>>().Needs(ApiScope.Read).WithSummary("All uploads.");
        uploads.MapPost("/", Receive).Accepts<IFormFile>("multipart/form-data")
            .Gives<Upload>(StatusCodes.Status201Created)
            .Needs(ApiScope.Write).WithSummary("Receives one file; its identity names it as data: upload:ID.");
        uploads.MapDelete("/{id}", static (string id, UploadStore store, FitQueue queue) =>
        {
            string path = store.PathOf(id);
            if (queue.UserOf(path) is { } run)
            {
                throw new RefusalException(
                    409, $"{Path.GetFileName(path)} is data of run {run}, which is not at its end; cancel it or wait");
            }

            store.Delete(id);
            return Results.NoContent();
        })
            .GivesNothing().Needs(ApiScope.Write).WithSummary("Deletes an upload.");
        api.MapGet("/data", static (string? folder, DataPlaces places) => ApiJson.Answer(folder is null
            ? new DataAnswer(places.Folders, [])
            : new DataAnswer(places.Folders, places.List(folder))))
            .Gives<DataAnswer>().Needs(ApiScope.Read)
            .WithSummary("Data folders, and what is in one of them.").WithTags("data");
    }

    // Straight from the wire to the disk: nothing of it is held in memory.
    private static async Task<IResult> Receive(HttpContext context, UploadStore store)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = store.Limit + Envelope;
        }

        if (context.Request.ContentLength > store.Limit + Envelope)
        {
            throw new RefusalException(413, $"an upload may have {store.Limit} bytes; this one has more");
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MostBoundary } boundary)
        {
            throw new RefusalException(415, "an upload must be multipart/form-data with one file");
        }

        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body);
            Upload? received = null;
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(
                        section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
                    && NameOf(disposition) is { Length: > 0 } name)
                {
                    if (received is not null)
                    {
                        store.Delete(received.Id);
                        throw new RefusalException(400, "the upload has two files and more; send one at a time");
                    }

                    received = await store.Save(name, section.Body, context.RequestAborted);
                }
            }

            if (received is not null)
            {
                return ApiJson.Answer(received, StatusCodes.Status201Created);
            }
        }
        catch (Exception exception)
            when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new RefusalException(400, "the upload is no whole multipart body", exception);
        }

        throw new RefusalException(400, "the upload has no file; send one part with a file name");
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
}
