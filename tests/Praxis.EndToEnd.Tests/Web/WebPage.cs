using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Praxis.EndToEnd.Tests;

/// <summary>A page of the server as a user has it before them, with what went wrong on it.</summary>
internal sealed class WebPage : IAsyncDisposable
{
    /// <summary>What a field of files shows once an upload is chosen in it; the list of uploads has those of other
    /// pages too.</summary>
    public const string UploadChosen = "button:has-text('Delete the upload')";

    private const float Patience = 180_000;
    private readonly WebPlace _place;
    private readonly ConcurrentQueue<string> _faults = new();

    public WebPage(WebPlace place, IPage page)
    {
        _place = place;
        Page = page;
        page.SetDefaultTimeout(30_000);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _faults.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _faults.Enqueue($"script: {error}");
        page.Dialog += (_, dialog) =>
        {
            _faults.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(place.Address, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                _faults.Enqueue($"request to another host: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _faults.Enqueue($"{response.Status} of {response.Url}");
            }
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Goes to a page and waits until it answers to the user.</summary>
    public async Task Go(string path)
    {
        await Page.GotoAsync(_place.Address + path);
        await Page.Locator("[data-ready=true]").WaitForAsync();
    }

    /// <summary>Loads the page again and waits until it answers to the user.</summary>
    public async Task Reload()
    {
        await Page.ReloadAsync();
        await Page.Locator("[data-ready=true]").WaitForAsync();
    }

    /// <summary>Takes a picture of the whole page.</summary>
    public async Task Picture(string name)
    {
        // Whatever slides or fades has come to rest.
        await Page.WaitForTimeoutAsync(400);
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(WebPlace.Pictures, name + ".png"),
            FullPage = true,
        });
    }

    /// <summary>Types into the field of an option.</summary>
    public async Task Set(string flag, string value)
    {
        ILocator option = Page.Locator($"[data-flag='{flag}']").First;
        if (await option.Locator("select").CountAsync() > 0)
        {
            await option.Locator("select").SelectOptionAsync(value);
        }
        else
        {
            await Type(option.Locator("input"), value);
        }
    }

    /// <summary>Types into a field and leaves it.</summary>
    public static async Task Type(ILocator field, string value)
    {
        await field.FillAsync(value);
        await field.PressAsync("Tab");
    }

    /// <summary>Starts a fit by the form and waits until its page shows results.</summary>
    /// <param name="method">The method.</param>
    /// <param name="name">The run.</param>
    /// <param name="options">Options other than the defaults.</param>
    /// <param name="file">The data; the bundled sample where it is null.</param>
    public async Task Fit(string method, string name, (string Flag, string Value)[] options, string? file = null)
    {
        await Go("/fit?method=" + method);
        if (file is not null)
        {
            await Page.GetByText("My own data").ClickAsync();
            await Upload(".indent input[type=file]", file, ".indent " + UploadChosen);
        }

        await Type(Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }), name);
        foreach ((string flag, string value) in options)
        {
            await Set(flag, value);
        }

        await Assertions.Expect(Page.Locator(".command code")).ToContainTextAsync($"--name {name}");
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start the fit" }).ClickAsync();
        await At("/runs/" + name);
        await Results();
    }

    /// <summary>Uploads a file until something shows that it has come: what is chosen before the page's script listens
    /// is lost.</summary>
    public async Task Upload(string input, string file, string sign)
    {
        for (int attempt = 1; ; attempt++)
        {
            await Page.Locator(input).First.SetInputFilesAsync(file);
            try
            {
                await Page.Locator(sign).First.WaitForAsync(
                    new LocatorWaitForOptions { Timeout = 10_000, State = WaitForSelectorState.Attached });
                return;
            }
            catch (TimeoutException) when (attempt < 4)
            {
                await Page.Locator(input).First.SetInputFilesAsync(Array.Empty<string>());
            }
        }
    }

    /// <summary>Waits until a run's page shows its results.</summary>
    public async Task Results() => await Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Results" })
        .WaitForAsync(new LocatorWaitForOptions { Timeout = Patience });

    /// <summary>Turns to the part of a run's page that answers questions.</summary>
    public async Task TryIt() =>
        await Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Try it" }).ClickAsync();

    /// <summary>Presses a button, or what else has a name.</summary>
    public async Task Press(string name, AriaRole role = AriaRole.Button) =>
        await Page.GetByRole(role, new PageGetByRoleOptions { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>Waits for something to be on the page; a fit or a prediction may take its time.</summary>
    public Task See(string selector) => Wait(
        Page.Locator(selector).First.WaitForAsync(new LocatorWaitForOptions { Timeout = Patience }));

    /// <summary>Waits for a path. Pages change it without loading anything, and a wait for the navigation itself may
    /// come too late for it: the address is asked for again and again.</summary>
    public Task At(string path) => Wait(Assertions.Expect(Page).ToHaveURLAsync(
        _place.Address + path, new PageAssertionsToHaveURLOptions { Timeout = Patience }));

    /// <summary>Forgets refusals that were to be expected, and what the browser said of each; fails where there were
    /// others.</summary>
    public void MustHaveBeenRefused(int times)
    {
        Assert.Equal(times, _faults.Count(static fault => fault.StartsWith("40", StringComparison.Ordinal)));
        Assert.All(_faults, static fault => Assert.Matches("^(40|console: .* 40)", fault));
        _faults.Clear();
    }

    /// <summary>Fails where something went wrong meanwhile.</summary>
    public void MustBeClean() => Assert.Empty(_faults);

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    // What never came is told with what is there instead.
    private async Task Wait(Task what)
    {
        try
        {
            await what;
        }
        catch (Exception late) when (late is TimeoutException or PlaywrightException)
        {
            await Picture("failed");
            throw new TimeoutException(
                $"{late.Message}\nThe page {Page.Url} shows:\n{await Page.InnerTextAsync("body")}\n"
                    + string.Join('\n', _faults),
                late);
        }
    }
}
