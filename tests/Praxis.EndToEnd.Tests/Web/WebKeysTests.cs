using System.Diagnostics;
using Microsoft.Playwright;

namespace Praxis.EndToEnd.Tests;

/// <summary>A server that demands keys, even of this machine.</summary>
public sealed class KeyedWebPlace : WebPlace
{
    private string KeysPath => Path.Combine(Folder, "keys.json");

    protected override string[] Flags => ["--keys", KeysPath];

    /// <summary>A key that may read.</summary>
    public string Reader { get; private set; } = string.Empty;

    /// <summary>A key for everything.</summary>
    public string Editor { get; private set; } = string.Empty;

    public override ValueTask InitializeAsync()
    {
        // The server does not start without keys.
        Reader = Key("reader", "read");
        Editor = Key("editor", "read,predict,write");
        return base.InitializeAsync();
    }

    private string Key(string name, string scope)
    {
        using var adding = new RunningPraxis(new ProcessStartInfo(
            "dotnet", [PraxisProcess.Program, "keys", "add", name, "--scope", scope, "--keys", KeysPath])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        ProcessResult made = adding.WaitForEnd();
        Assert.Equal(0, made.ExitCode);
        return made.Output.Trim();
    }
}

/// <summary>Pages of a server that demands keys.</summary>
public sealed class WebKeysTests(KeyedWebPlace place) : IClassFixture<KeyedWebPlace>
{
    [Fact]
    public async Task Pages_WithAKey_AreThoseOfAnyServer()
    {
        await using WebPage page = await place.Open();
        await page.Page.GotoAsync(place.Address + "/fit?method=hstu");
        await page.At("/sign-in?to=%2Ffit%3Fmethod%3Dhstu");
        await SignIn(page, "nothing");
        await page.See("text=This key is not known.");
        await SignIn(page, place.Reader);
        await page.See("text=The pages need a key with the scopes read, predict and write.");
        await page.Picture("sign-in");
        page.MustHaveBeenRefused(2);

        await SignIn(page, place.Editor);
        await page.At("/fit?method=hstu");
        await page.Fit("zero-velocity", "guarded", []);
        await page.Press("Rerun guarded");
        await page.See("h1:has-text('zero-velocity-')");
        await page.Results();
        await page.Go("/nowhere");
        await page.See("text=There is no page of that address");
        page.MustHaveBeenRefused(1);

        await page.Press("Sign out");
        await page.At("/sign-in");
        await page.Page.GotoAsync(place.Address + "/runs/guarded");
        await page.At("/sign-in?to=%2Fruns%2Fguarded");
        page.MustBeClean();
    }

    private static async Task SignIn(WebPage page, string key)
    {
        await page.Page.GetByLabel("Key").FillAsync(key);
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
    }
}
