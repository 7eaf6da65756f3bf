using System.Text;
using Microsoft.JSInterop;

namespace Praxis.Web.Components.Shared;

/// <summary>Saves files made on the page in the browser's download folder.</summary>
internal static class Downloads
{
    /// <summary>Saves a text.</summary>
    internal static async Task Save(this IJSRuntime script, string name, string type, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var reference = new DotNetStreamReference(stream, leaveOpen: true);
        await script.InvokeVoidAsync("praxis.save", name, type, reference);
    }
}
