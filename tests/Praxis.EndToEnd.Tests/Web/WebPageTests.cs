using System.Globalization;
using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Praxis.EndToEnd.Tests;

/// <summary>Pages that are the same for all families, on wide and narrow screens, by light and in the dark.</summary>
public sealed class WebPageTests(WebPlace place) : IClassFixture<WebPlace>
{
    private static readonly (string, string)[] Quick = [("warm-up", "100"), ("draws", "50"), ("chains", "2")];

    [Fact]
    public async Task Runs_ComparedRenamedAliasedAndDeleted_StayInOrder()
    {
        await using WebPage page = await place.Open();
        await page.Go("/");
        await page.Picture("runs-empty");
        string table = Table("a", "b", "c");
        await page.Fit("decomposable-graph", "first", Quick, table);
        await page.Fit("decomposable-graph", "second", [.. Quick, ("delta", "5")], table);

        await page.Go("/");
        await page.Page.GetByLabel("Compare first").CheckAsync();
        await page.Page.GetByLabel("Compare second").CheckAsync();
        await page.Picture("runs");
        await page.Page.GetByLabel("Find").FillAsync("sec");
        await page.Press("Duration");
        await page.At("/?find=sec&sort=Duration");
        await page.Reload();
        await page.See("th[aria-sort=ascending] >> text=Duration");
        await Assertions.Expect(page.Page.Locator("table.runs tbody tr")).ToHaveCountAsync(1);
        await page.Page.GetByLabel("Find").FillAsync(string.Empty);
        await page.At("/?sort=Duration");
        await page.Page.GetByLabel("Compare first").CheckAsync();
        await page.Page.GetByLabel("Compare second").CheckAsync();
        await page.Press("Compare 2");
        await page.See("text=Options that differ");
        await page.Picture("compare");

        await page.Go("/aliases");
        await WebPage.Type(page.Page.Locator("form.filters input"), "production");
        await page.Page.Locator("form.filters select").SelectOptionAsync("first");
        await page.Press("Point");
        await page.Page.GetByLabel("Run of production").SelectOptionAsync("second");
        await page.Press("Move production to second");
        await page.See("text=production points to second");
        await page.Picture("aliases");
        await page.Go("/runs/second");
        await page.See("dd:has-text('production')");
        await page.Press("Delete second");
        await page.See("text=run second is what alias production points to; move or remove that first");

        await page.Go("/runs/first");
        await page.Press("Options and origin", AriaRole.Tab);
        await page.At("/runs/first?tab=origin");
        await page.Reload();
        await page.See("[role=tab][aria-selected=true] >> text=Options and origin");
        await page.Press("Rename first");
        await WebPage.Type(page.Page.GetByLabel("New name"), "second");
        await page.Press("Rename");
        await page.See(".mud-dialog [role=alert]");
        await WebPage.Type(page.Page.GetByLabel("New name"), "third");
        await page.Press("Rename");
        await page.At("/runs/third");
        await page.Results();
        await page.Press("Delete third");
        await page.Picture("delete");
        await page.Press("Delete");
        await page.At("/");
        await page.See("text=third is deleted");
        page.MustBeClean();
    }

    [Fact]
    public async Task Fit_WrongValue_IsRefusedInTheWordsOfTheCommandLine()
    {
        await using WebPage page = await place.Open();
        await page.Go("/fit?method=hstu");
        await page.Set("epoch-count", "0");
        await page.See("text=--epoch-count must be an integer in [1, 100000]; got 0");
        await Assertions.Expect(page.Page.Locator(".command code"))
            .ToHaveTextAsync("praxis fit hstu --sample --epoch-count 0");
        await page.Press("Start the fit");
        Assert.EndsWith("/fit?method=hstu", page.Page.Url, StringComparison.Ordinal);
        await page.Picture("fit-refused");

        // What was refused stands until something is changed; a name that cannot be is told of in its field.
        ILocator name = page.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true });
        await name.FillAsync("-name");
        await page.See("#fit-name-refusal:has-text('--name must be 1 to 120 letters')");
        await page.Set("epoch-count", "1");
        await page.Press("Start the fit");
        await page.See(".sticky .told:has-text('--name must be')");
        await name.FillAsync("name");
        await Assertions.Expect(page.Page.Locator(".sticky .told")).ToHaveCountAsync(0);
        await page.Page.EvaluateAsync(
            """
            () => {
                const field = document.querySelector(".options input[type=text]");
                field.value = "9".repeat(3000000);
                field.dispatchEvent(new Event("change", { bubbles: true }));
            }
            """);
        await Assertions.Expect(page.Page.Locator(".options input:invalid")).ToHaveCountAsync(1);
        page.MustBeClean();
        await page.Go("/runs/nothing");
        await page.See("text=run nothing is not in runs");
        page.MustHaveBeenRefused(1);
    }

    [Fact]
    public async Task Fit_AgainWithChanges_StandsAsItWasAsked()
    {
        await using WebPage page = await place.Open();
        await page.Fit("decomposable-graph", "once", [.. Quick, ("delta", "5")], Table("a", "b", "c"));
        await page.Page.GetByText("Fit again with changes").ClickAsync();
        await page.At("/fit?from=once");
        foreach (string words in (string[])["--data table.csv", "--chains 2", "--draws 50", "--delta 5"])
        {
            await Assertions.Expect(page.Page.Locator(".command code")).ToContainTextAsync(words);
        }

        // Away to the methods and back again, within the page.
        await page.Page.GetByText("Another method").ClickAsync();
        await page.At("/fit");
        await page.Page.GoBackAsync();
        await Assertions.Expect(page.Page.Locator(".command code")).ToContainTextAsync("--delta 5");
        await page.Set("draws", "60");
        await WebPage.Type(page.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }), "twice");
        await page.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).PressAsync("Enter");
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start the fit" }).DblClickAsync();
        await page.At("/runs/twice");
        await page.Results();
        page.MustBeClean();
    }

    [Fact]
    public async Task Names_WithMarkup_StayText()
    {
        const string evil = "<img src=x onerror=alert(1)>";
        await using WebPage page = await place.Open();
        await page.Fit("decomposable-graph", "evil", Quick, Table(evil, "</script><script>alert(2)</script>", "c"));
        await page.See("figure.graph.live");
        Assert.Equal(0, await page.Page.Locator("img[src=x]").CountAsync());
        Assert.True(await page.Page.GetByText(evil).CountAsync() > 0);
        page.MustBeClean();
    }

    [Fact]
    public async Task Theme_Chosen_IsRemembered()
    {
        await using WebPage page = await place.Open();
        await page.Go("/methods");
        Assert.Equal("light", await page.Page.Locator("html").GetAttributeAsync("data-theme"));
        await page.Press("Dark mode");
        await page.Go("/methods/hstu");
        Assert.Equal("dark", await page.Page.Locator("html").GetAttributeAsync("data-theme"));
        await page.See("button[aria-label='Light mode']");
        await page.Picture("method-dark");
        page.MustBeClean();

        await using WebPage other = await place.Open(new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        await other.Go("/fit");
        Assert.Equal("dark", await other.Page.Locator("html").GetAttributeAsync("data-theme"));
        await other.Picture("fit-dark");
        other.MustBeClean();
    }

    [Fact]
    public async Task Pages_LightAndDark_AreFoundAccessibleByAxe()
    {
        await using WebPage page = await place.Open();
        await page.Fit("decomposable-graph", "accessible", Quick, Table("a", "b", "c"));
        string[] paths =
        [
            "/runs/accessible", "/", "/fit?method=hstu", "/compare?run=accessible", "/aliases", "/methods",
            "/methods/joint-dags",
        ];
        foreach (string theme in (string[])["light", "dark"])
        {
            foreach (string path in paths)
            {
                await page.Go(path);
                AxeResult found = await page.Page.RunAxe();
                Assert.True(
                    found.Violations.Length == 0,
                    $"{path}, {theme}: " + string.Join("; ", found.Violations.Select(static fault =>
                        $"{fault.Help} ({string.Join(", ", fault.Nodes.Take(3).Select(static node => node.Html))})")));
            }

            if (theme == "light")
            {
                await page.Press("Dark mode");
            }
        }

        page.MustBeClean();
    }

    [Fact]
    public async Task Phone_AnyPage_DoesNotScrollSideways()
    {
        await using WebPage page = await place.Open(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            IsMobile = true,
            HasTouch = true,
        });
        await page.Fit("decomposable-graph", "phone", Quick, Table("a", "b", "c"));
        string[] paths =
        [
            "/runs/phone", "/", "/fit", "/fit?method=hstu", "/compare?run=phone", "/aliases", "/methods",
            "/methods/joint-dags", "/formats/motion",
        ];
        foreach (string path in paths)
        {
            await page.Go(path);
            int wider = await page.Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(wider <= 0, $"{path} is {wider} pixels wider than the screen");
            await page.Picture("phone" + path.Replace('/', '-').Replace('?', '-'));
        }

        page.MustBeClean();
    }

    [Fact]
    public async Task Keyboard_FirstTab_SkipsToTheContent()
    {
        await using WebPage page = await place.Open();
        await page.Go("/methods");
        await page.Page.EvaluateAsync("document.activeElement.blur()");
        await page.Page.Locator("a.skip").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.StartsWith(
            "/methods/", await page.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"),
            StringComparison.Ordinal);
        page.MustBeClean();
    }

    // The first two columns move together.
    private string Table(params string[] columns)
    {
        var text = new StringBuilder(string.Join(',', columns.Select(static column => $"\"{column}\"")) + "\n");
        for (int row = 0; row < 40; row++)
        {
            double x = Math.Sin(row * 1.7);
            text.Append(CultureInfo.InvariantCulture, $"{x},{x + (0.1 * Math.Cos(row * 2.9))},{Math.Sin(row * 5.3)}\n");
        }

        string path = Path.Combine(place.Folder, "table.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
