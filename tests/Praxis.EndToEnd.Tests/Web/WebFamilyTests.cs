using System.Globalization;
using Microsoft.Playwright;

namespace Praxis.EndToEnd.Tests;

/// <summary>A fit of each family by the form, its results, and its own view.</summary>
public sealed class WebFamilyTests(WebPlace place) : IClassFixture<WebPlace>
{
    [Fact]
    public async Task Recommend_UserAndMadeHistory_AreAnsweredWithWeights()
    {
        await using WebPage page = await place.Open();
        await page.Fit("markov", "recommend", [("baselines", "none")]);
        await page.Picture("recommend-results");

        await page.TryIt();
        await page.See("input[list=users]");
        await page.Press("Recommend");
        await page.See("text=/To user .+; [0-9]+ events were seen/");
        Assert.Equal(10, await page.Page.Locator("[role=region][aria-label=Recommended] tbody tr").CountAsync());
        await page.See("text=What past events weighed");
        await page.Picture("recommend-user");

        await page.Page.GetByText("Somebody new").ClickAsync();
        ILocator item = page.Page.GetByLabel("Item to add");
        await item.PressSequentiallyAsync("4");
        await page.Page.Locator("#items option[value='4']").WaitForAsync(
            new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.Press("Add");
        await page.See("ol.history li");
        await page.Press("Recommend");
        await page.See("text=1 events were seen");
        await page.See("text=To somebody new at ");
        await item.PressSequentiallyAsync("no such item");
        await page.Press("Add");
        await page.See("text=item \"no such item\" is not in the log of this run; choose one of the list");
        Assert.Equal(1, await page.Page.Locator("ol.history li").CountAsync());
        await item.FillAsync(string.Empty);
        await page.Page.GetByLabel("Items", new PageGetByLabelOptions { Exact = true }).FillAsync("1.5");
        await page.See("text=items must be an integer in [1, 200]; got \"1.5\"");
        await page.Picture("recommend-history");
        page.MustBeClean();
    }

    [Fact]
    public async Task Recommend_RankingOfAUsersItems_IsAnsweredWithScores()
    {
        string log = Path.Combine(place.Folder, "ratings.csv");
        await File.WriteAllLinesAsync(
            log,
            Enumerable.Range(0, 600)
                .Select(static i => $"u{i % 30},i{i * i % 17},{1_700_000_000 + (1000 * i)},{1 + (i * 7 % 5)}")
                .Prepend("user_id,item_id,timestamp,rating"),
            TestContext.Current.CancellationToken);
        await using WebPage page = await place.Open();
        await page.Fit("hstu-ranking", "ranking", [("epoch-count", "1"), ("width", "16")], log);
        await page.TryIt();
        await page.See("input[list=users]");
        await page.Press("Recommend");
        await page.See("[role=status] tbody tr");
        await page.Picture("recommend-ranking");
        page.MustBeClean();
    }

    [Fact]
    public async Task Graph_EdgeByMouseAndByKey_TellsProbabilityAndBayesFactor()
    {
        await using WebPage page = await place.Open();
        await page.Fit("joint-dags", "graphs", [("warm-up", "200"), ("draws", "300"), ("chains", "2")]);
        await page.See("figure.graph.live");
        Assert.Equal(3, await page.Page.Locator("figure.graph .net svg").CountAsync());

        ILocator shaft = page.Page.Locator(".net .edge:not(.off) .shaft").First;
        await shaft.ScrollIntoViewIfNeededAsync();
        float[] at = await shaft.EvaluateAsync<float[]>(
            """
            shaft => {
              const p = shaft.getPointAtLength(shaft.getTotalLength() / 2).matrixTransform(shaft.getScreenCTM());
              return [p.x, p.y];
            }
            """);
        await page.Page.Mouse.ClickAsync(at[0], at[1]);
        await Assertions.Expect(page.Page.Locator(".picked")).ToContainTextAsync("log Bayes factor");
        await page.Picture("graphs-edge");

        // An edge that is drawn no more is told no more, nor one of the view before.
        await page.Page.Locator("figure.graph input[type=range]").FillAsync("1");
        await Assertions.Expect(page.Page.Locator(".picked")).ToBeEmptyAsync();
        await page.Press("Reset");
        await page.Page.Mouse.ClickAsync(at[0], at[1]);
        await Assertions.Expect(page.Page.Locator(".picked")).ToContainTextAsync("partial correlation");
        await page.Press("Reset");
        await Assertions.Expect(page.Page.Locator(".picked")).ToBeEmptyAsync();
        await page.Page.Locator(".net .node").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator(".picked")).ToBeEmptyAsync();
        for (int step = 0; step < 40 && await page.Page.Locator(".picked").TextContentAsync() is ""; step++)
        {
            await page.Page.Keyboard.PressAsync("ArrowRight");
            await page.Page.Keyboard.PressAsync("e");
        }

        await Assertions.Expect(page.Page.Locator(".picked")).ToContainTextAsync("probability");
        string before = (await page.Page.Locator(".net .count").First.TextContentAsync())!;
        await page.Page.Locator("figure.graph input[type=range]").FillAsync("0.05");
        int after = int.Parse(
            (await page.Page.Locator(".net .count").First.TextContentAsync())!, CultureInfo.InvariantCulture);
        Assert.True(after > int.Parse(before, CultureInfo.InvariantCulture));
        page.MustBeClean();
    }

    [Fact]
    public async Task Selection_WhatIf_ForetellsOneRow()
    {
        await using WebPage page = await place.Open();
        await page.Fit("pmom-logistic", "selection", [("folds", "0")]);
        await page.Picture("selection-results");

        await page.TryIt();
        await page.See("text=What if");

        // A number in other digits is the same.
        ILocator first = page.Page.Locator(".row-form input").First;
        await WebPage.Type(first, await first.InputValueAsync() + "0");
        await page.Press("Foretell this row");
        await WebPage.Type(page.Page.Locator(".row-form input").First, "much");
        await page.See("[role=status] tbody tr:has-text('usual values')");
        await page.See(".row-form input[aria-invalid=true]");
        await page.See("text=must be a number, as ");
        await WebPage.Type(page.Page.Locator(".row-form input").First, "3");
        await Assertions.Expect(page.Page.Locator(".row-form input[aria-invalid=true]")).ToHaveCountAsync(0);
        await page.Press("Foretell this row");
        await page.See("[role=status] tbody tr:nth-child(2)");
        Assert.Equal(2, await page.Page.Locator("[role=status] tbody tr").CountAsync());
        await page.Picture("selection-what-if");

        await page.Page.Locator("[data-flag='ask'] select").SelectOptionAsync("models");
        await page.Press("Predict");
        await page.See("[role=region][aria-label*='models' i] >> visible=true");
        page.MustBeClean();
    }

    [Fact]
    public async Task Motion_UploadedClip_IsPlayedAndDownloaded()
    {
        await using WebPage page = await place.Open();
        await page.Fit("zero-velocity", "motion", []);
        await page.Picture("motion-results");

        await page.TryIt();
        await page.Upload(
            "input#clip, input#clip-upload",
            Path.Combine(WebPlace.Samples, "motion", "cmu_131_01.bvh"),
            WebPage.UploadChosen);
        await WebPage.Type(page.Page.GetByLabel("Cut at second"), "2");
        await page.Press("Play");
        await page.See("iframe.player");
        IFrameLocator player = page.Page.FrameLocator("iframe.player");
        await player.Locator("svg, canvas").First.WaitForAsync();
        await page.Picture("motion-player");

        Task<IDownload> download = page.Page.WaitForDownloadAsync();
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "prediction.bvh" }).ClickAsync();
        string text = await File.ReadAllTextAsync(
            (await (await download).PathAsync())!, TestContext.Current.CancellationToken);
        Assert.StartsWith("HIERARCHY", text, StringComparison.Ordinal);
        page.MustBeClean();
    }

    [Fact]
    public async Task Pose_UploadedPicture_ShowsJointsAndHeatMaps()
    {
        string figures = Path.Combine(place.Folder, "figures.json");
        await File.WriteAllTextAsync(
            figures,
            """{"figures": {"seed": 3, "size": 64, "train": 16, "val": 4, "test": 1, "parts": 2}}""",
            TestContext.Current.CancellationToken);
        await using WebPage page = await place.Open();
        await page.Fit("hourglass", "pose", [("epochs", "1")], figures);
        await page.Picture("pose-results");

        await page.TryIt();
        await page.Upload(
            "input[multiple]",
            Path.Combine(WebPlace.Samples, "pose", "pictures", "images", "person-1.png"),
            "img[alt='Heat maps of person-1.png']");
        await page.See("img[alt='Joints of person-1.png']");
        Assert.True(await page.Page.Locator(".pictures img").First
            .EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 0"));
        await page.Picture("pose-found");
        await page.Press("Try bundled pictures");
        await page.See("img[alt='Joints of clean-1.png']");
        page.MustBeClean();
    }
}
