using Microsoft.Playwright;

namespace Praxis.EndToEnd.Tests;

/// <summary>Pages whose server goes and comes back.</summary>
public sealed class WebRestartTests(WebPlace place) : IClassFixture<WebPlace>
{
    [Fact]
    public async Task Fit_ServerStartedAnew_FormStandsAsItWasLeft()
    {
        await using WebPage page = await place.Open();
        await page.Go("/fit?method=hstu");
        await page.Set("epoch-count", "3");
        await WebPage.Type(page.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }), "mine");
        await Assertions.Expect(page.Page.Locator(".command code"))
            .ToHaveTextAsync("praxis fit hstu --sample --name mine --epoch-count 3");

        place.Stop();
        await page.See("text=The server does not answer");
        await page.Picture("server-gone");
        await place.Serve();
        await page.See("text=As this form was left");
        await Assertions.Expect(page.Page.Locator(".command code"))
            .ToHaveTextAsync("praxis fit hstu --sample --name mine --epoch-count 3");
        await Assertions.Expect(page.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await page.Picture("fit-draft");

        // Each method has a form of its own.
        await page.Page.GetByText("Another method").ClickAsync();
        await page.Page.Locator("a.card[href='/fit?method=markov']").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".command code")).ToHaveTextAsync("praxis fit markov --sample");
        await page.Page.GoBackAsync();
        await page.Page.GoBackAsync();
        await Assertions.Expect(page.Page.Locator(".command code"))
            .ToHaveTextAsync("praxis fit hstu --sample --name mine --epoch-count 3");
        await page.Press("Begin anew");
        await Assertions.Expect(page.Page.Locator(".command code")).ToHaveTextAsync("praxis fit hstu --sample");
        await page.Go("/fit?method=hstu");
        await Assertions.Expect(page.Page.Locator(".command code")).ToHaveTextAsync("praxis fit hstu --sample");
        await Assertions.Expect(page.Page.GetByText("As this form was left")).ToHaveCountAsync(0);
    }
}
