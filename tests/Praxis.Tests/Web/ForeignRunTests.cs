using System.Text.Json.Nodes;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Web;

/// <summary>Runs that something else than the server works on, or that are not as they were made.</summary>
public sealed class ForeignRunTests(WebPlace place) : IClassFixture<WebPlace>
{
    [Fact]
    public async Task Run_ThatAnotherProcessFits_IsToBeWaitedFor()
    {
        RunStore store = place.Environment.Store;
        RunManifest manifest = store.Open(WebPlace.MeanRun).ReadManifest();
        using (store.Create(manifest, "elsewhere", TimeProvider.System).Hold)
        {
            const string wait = "run elsewhere is being fitted by another process; wait for its end";
            Assert.Equal(wait, await place.Refused(409, "DELETE", "/api/v1/runs/elsewhere"));
            Assert.Equal(
                wait, await place.Refused(409, "POST", "/api/v1/runs/elsewhere/rename", new { name = "other" }));
            Assert.Equal(
                "run elsewhere is being fitted; wait for its end",
                await place.Refused(409, "POST", "/api/v1/runs/elsewhere/predict", new { }));
        }

        await place.Ok("DELETE", "/api/v1/runs/elsewhere");
    }

    [Fact]
    public async Task Alias_ToARunWhoseModelIsGone_StaysWhereItIs()
    {
        string copy = Path.Combine(place.Environment.Store.Root, "hollow");
        Directory.CreateDirectory(copy);
        foreach (string file in (string[])["run.json", "metrics.json"])
        {
            File.Copy(place.Environment.Store.Open(WebPlace.MeanRun).Path + "/" + file, Path.Combine(copy, file));
        }

        await place.Ok("PUT", "/api/v1/aliases/steady", new { run = WebPlace.MeanRun });
        Assert.Equal(
            "hollow: a file of the run is missing or cannot be read; the run folder is damaged",
            await place.Refused(422, "PUT", "/api/v1/aliases/steady", new { run = "hollow" }));
        Assert.Equal(WebPlace.MeanRun, (string)(await place.Ok("GET", "/api/v1/aliases/steady"))["runId"]!);
        await place.Refused(400, "PUT", "/api/v1/aliases/steady", new { });
        await place.Ok("DELETE", "/api/v1/aliases/steady");

        // A copy under another name is compared by its own.
        JsonNode comparison = await place.Ok("GET", $"/api/v1/compare?run=hollow&run={WebPlace.MeanRun}");
        Assert.Equal("hollow", (string)comparison["tables"]![0]!["columns"]![1]!);
        await place.Ok("DELETE", "/api/v1/runs/hollow");
    }
}
