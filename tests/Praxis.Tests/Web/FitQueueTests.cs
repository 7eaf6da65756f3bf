using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Praxis.Web;

namespace Praxis.Tests.Web;

public sealed class FitQueueTests(WebPlace place) : IClassFixture<WebPlace>
{
    private FitQueue Queue => place.Services.GetRequiredService<FitQueue>();

    [Fact]
    public async Task Fit_Ordered_RunsAndIsFollowedToItsEnd()
    {
        JsonNode job = await place.Ok("POST", "/api/v1/runs", Order("followed", "0.0"));

        Assert.Equal("followed", (string)job["runId"]!);
        string[] lines = (await place.Text("/api/v1/runs/followed/events")).Split('\n');
        Assert.Contains("data: {\"event\":\"phase\",\"name\":\"training mean\"}", lines);
        Assert.Equal(
            "data: {\"state\":\"done\",\"message\":null}",
            lines.Last(static line => line.StartsWith("data", StringComparison.Ordinal)));
        Assert.Equal("whole", (string)(await place.Ok("GET", "/api/v1/runs/followed"))["run"]!["state"]!);
    }

    [Fact]
    public async Task Events_AfterANumber_GoOnBehindIt()
    {
        string all = await place.Text($"/api/v1/runs/{WebPlace.MeanRun}/events");
        string rest = await place.Text($"/api/v1/runs/{WebPlace.MeanRun}/events?after=3");

        Assert.Contains("id: 1\n", all, StringComparison.Ordinal);
        Assert.DoesNotContain("id: 3\n", rest, StringComparison.Ordinal);
        Assert.Contains("id: 4\n", rest, StringComparison.Ordinal);
        await place.Refused(400, "GET", $"/api/v1/runs/{WebPlace.MeanRun}/events?after=x");
        await place.Refused(404, "GET", "/api/v1/runs/nowhere/events");
    }

    [Fact]
    public async Task Fit_ThatFails_TellsItsLine()
    {
        await place.Ok("POST", "/api/v1/runs", Order("failing", "0.9"));
        FitJobState ended = await End("failing");

        Assert.Equal(FitStage.Failed, ended.Stage);
        Assert.Equal("the loss is not finite", ended.Message);
    }

    [Fact]
    public async Task Cancel_OfARunningAndOfAWaitingFit_StopsBoth()
    {
        await place.Ok("POST", "/api/v1/runs", Order("slow", "0.8"));
        await place.Ok("POST", "/api/v1/runs", Order("waiting", "0.0"));
        await place.Refused(409, "POST", "/api/v1/runs", Order("waiting", "0.0"));
        await place.Refused(409, "POST", $"/api/v1/runs/{WebPlace.MeanRun}/rename", new { name = "waiting" });
        await Until("slow", static job => job.Progress is not null);
        await place.Refused(409, "POST", "/api/v1/runs/slow/resume");

        Assert.Equal("cancelled", (string)(await place.Ok("POST", "/api/v1/runs/waiting/cancel"))["stage"]!);
        Assert.Equal("stopping", (string)(await place.Ok("POST", "/api/v1/runs/slow/cancel"))["stage"]!);
        Assert.Equal(FitStage.Cancelled, (await End("slow")).Stage);
        await place.Refused(409, "POST", "/api/v1/runs/slow/cancel");
    }

    [Fact]
    public async Task Restart_WithARunningAndAWaitingFit_ResumesAndRunsThem()
    {
        await place.Ok("POST", "/api/v1/runs", Order("interrupted", "0.5"));
        await place.Ok("POST", "/api/v1/runs", Order("queued", "0.0"));
        await Until("interrupted", static job => job.Progress is not null);
        await place.Start(place.Options);

        Assert.Equal(FitStage.Done, (await End("interrupted")).Stage);
        Assert.Equal(FitStage.Done, (await End("queued")).Stage);
        string runs = place.Environment.Store.Root;
        Assert.Equal("resume\n", File.ReadAllText(Path.Combine(runs, "interrupted", "verb.txt")));
        Assert.Equal("fit\n", File.ReadAllText(Path.Combine(runs, "queued", "verb.txt")));
    }

    [Fact]
    public async Task Orders_ThatCannotBe_AreRefusedWithTheLineOfTheCommandLine()
    {
        Assert.Equal(
            "fit mean needs either data or sample; neither was given",
            await place.Refused(400, "POST", "/api/v1/runs", new { method = "mean" }));
        Assert.Equal(
            "--epoch-count must be an integer in [1, 1000]; got 0",
            await place.Refused(422, "POST", "/api/v1/runs", Order("bad", "0.0", ("epoch-count", 0))));
        Assert.StartsWith(
            "--epochs is not known",
            await place.Refused(400, "POST", "/api/v1/runs", Order("bad", "0.0", ("epochs", 1))),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "method men is not known; did you mean mean?",
            await place.Refused(400, "POST", "/api/v1/runs", new { method = "men", sample = true }),
            StringComparison.Ordinal);
        await place.Refused(409, "POST", "/api/v1/runs", Order(WebPlace.MeanRun, "0.0"));
        await place.Refused(400, "POST", "/api/v1/runs", Order("../up", "0.0"));
        await place.Refused(422, "POST", "/api/v1/runs", new { method = "mean", data = "/etc/passwd" });
        await place.Refused(
            422, "POST", "/api/v1/runs", new { method = "mean", sample = true, input = new { notes = "/etc/passwd" } });
        Assert.Null(Queue.Find("bad"));
    }

    [Fact]
    public async Task Run_RenamedAndDeleted_IsGone()
    {
        await place.Ok("POST", $"/api/v1/runs/{WebPlace.MeanRun}/rerun", new { name = "old-name" });
        await End("old-name");
        await place.Ok("PUT", "/api/v1/aliases/follows", new { run = "old-name" });
        await place.Ok("POST", "/api/v1/runs/old-name/rename", new { name = "new-name" });

        Assert.Equal("new-name", (string)(await place.Ok("GET", "/api/v1/aliases/follows"))["runId"]!);
        Assert.Equal("new-name", (string)(await place.Ok("GET", "/api/v1/runs/new-name"))["manifest"]!["id"]!);
        await place.Refused(404, "GET", "/api/v1/runs/old-name");
        await place.Refused(409, "POST", "/api/v1/runs/new-name/rename", new { name = WebPlace.MeanRun });
        await place.Refused(409, "DELETE", "/api/v1/runs/new-name");
        await place.Ok("DELETE", "/api/v1/aliases/follows");
        await place.Ok("DELETE", "/api/v1/runs/new-name");
        await place.Refused(404, "DELETE", "/api/v1/runs/new-name");
    }

    [Fact]
    public async Task Fit_ThatFailsWithAWholeFolder_HasFailed()
    {
        await place.Ok("POST", "/api/v1/runs", Order("at-last", "0.1"));

        FitJobState job = await End("at-last");
        Assert.Equal((FitStage.Failed, "the disk is full"), (job.Stage, job.Message));
    }

    [Fact]
    public async Task Restart_OfAFitThatHadNoFolderYet_BeginsItAnew()
    {
        await place.Ok("POST", "/api/v1/runs", Order("claimed", "0.7"));
        await Until("claimed", static job => job.Progress == "reading");
        await place.Start(place.Options);

        Assert.Equal(FitStage.Done, (await End("claimed")).Stage);
        Assert.Equal(
            "fit\n", File.ReadAllText(Path.Combine(place.Environment.Store.Root, "claimed", "verb.txt")));
    }

    [Fact]
    public async Task Fit_WhoseJobCannotBeSaved_RunsToItsEndAndLetsTheNextRun()
    {
        await place.Ok("POST", "/api/v1/runs", Order("before-full", "0.8"));
        await place.Ok("POST", "/api/v1/runs", Order("full", "0.0"));
        await place.Ok("POST", "/api/v1/runs", Order("after-full", "0.0"));
        await Until("before-full", static job => job.Progress is not null);
        string block = Block("full");
        await place.Ok("POST", "/api/v1/runs/before-full/cancel");

        Assert.Equal(FitStage.Done, (await End("full")).Stage);
        Assert.Equal(FitStage.Done, (await End("after-full")).Stage);
        Assert.Equal("waiting", Saved("full"));
        Directory.Delete(block);
        await place.Ok("POST", "/api/v1/runs", Order("freed", "0.0"));
        Assert.Equal("done", Saved("full"));
        await End("freed");
    }

    [Fact]
    public async Task Cancel_OfAFitWhoseJobCannotBeSaved_StopsIt()
    {
        await place.Ok("POST", "/api/v1/runs", Order("unsaved", "0.8"));
        await Until("unsaved", static job => job.Progress is not null);
        string block = Block("unsaved");

        Assert.Equal("stopping", (string)(await place.Ok("POST", "/api/v1/runs/unsaved/cancel"))["stage"]!);
        Assert.Equal(FitStage.Cancelled, (await End("unsaved")).Stage);
        Assert.Equal("running", Saved("unsaved"));
        Directory.Delete(block);
        await place.Start(place.Options);
        Assert.Equal("cancelled", Saved("unsaved"));
    }

    [Fact]
    public async Task Run_ThatWaits_IsSaidToWait()
    {
        await place.Ok("POST", "/api/v1/runs", Order("before", "0.5"));
        await place.Ok("POST", "/api/v1/runs", Order("waits", "0.0"));
        await Until("before", static job => job.Progress is not null);

        Assert.Contains(
            "waits for its turn",
            await place.Refused(409, "POST", "/api/v1/runs/waits/predict", new { options = new { } }),
            StringComparison.Ordinal);
        await place.Refused(409, "POST", "/api/v1/runs/waits/rename", new { name = "other" });
        await place.Refused(409, "DELETE", "/api/v1/runs/waits");
        await place.Refused(404, "POST", "/api/v1/runs/nowhere/cancel");
        await place.Ok("POST", "/api/v1/runs/before/cancel");
        await End("waits");
    }

    [Fact]
    public async Task Upload_OfAFitThatWaitsOrRuns_Stays()
    {
        UploadStore store = place.Services.GetRequiredService<UploadStore>();
        using var content = new MemoryStream("1\n2\n"u8.ToArray());
        Upload upload = await store.Save("my numbers.txt", content, TestContext.Current.CancellationToken);
        await place.Ok("POST", "/api/v1/runs", new
        {
            method = "mean",
            data = $"upload:{upload.Id}",
            name = "of-upload",
            options = new Dictionary<string, string> { ["learning-rate"] = "0.5" },
        });

        Assert.Equal(
            "my numbers.txt is data of run of-upload, which is not at its end; cancel it or wait",
            await place.Refused(409, "DELETE", $"/api/v1/uploads/{upload.Id}"));
        await Until("of-upload", static job => job.Progress is not null);
        await place.Ok("POST", "/api/v1/runs/of-upload/cancel");
        await End("of-upload");
        await place.Ok("DELETE", $"/api/v1/uploads/{upload.Id}");
        await place.Refused(404, "DELETE", $"/api/v1/uploads/{upload.Id}");
    }

    private static object Order(string name, string rate, params (string Flag, object Value)[] options) => new
    {
        method = "mean",
        sample = true,
        name,
        options = options.Append(("learning-rate", rate)).ToDictionary(),
    };

    private string JobFile(string id) => Path.Combine(place.Environment.Store.Root, ".praxis", "queue", id + ".json");

    // A folder where the temporary neighbour would be: no user can write the job.
    private string Block(string id) => Directory.CreateDirectory(JobFile(id) + ".tmp").FullName;

    private string Saved(string id) => (string)JsonNode.Parse(File.ReadAllText(JobFile(id)))!["state"]!["stage"]!;

    private Task<FitJobState> End(string id) => Until(id, static job => job.IsOver);

    private async Task<FitJobState> Until(string id, Func<FitJobState, bool> condition)
    {
        for (int look = 0; look < 600; look++)
        {
            if (Queue.Find(id) is { } job && condition(job))
            {
                return job;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{id}: {Queue.Find(id)}");
    }
}
