using System.Globalization;
using Praxis.Core;

namespace Praxis.Web.Components.Shared;

/// <summary>Orders cells of a column: what is empty first, then numbers by value, then texts.</summary>
internal sealed class CellOrder : IComparer<object?>
{
    private CellOrder()
    {
    }

    /// <summary>The order.</summary>
    internal static CellOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(object? x, object? y)
    {
        (int kind, double number, string text) = Key(x);
        (int otherKind, double otherNumber, string otherText) = Key(y);
        int order = kind.CompareTo(otherKind);
        order = order != 0 ? order : number.CompareTo(otherNumber);
        return order != 0 ? order : StringComparer.OrdinalIgnoreCase.Compare(text, otherText);
    }

    private static (int Kind, double Number, string Text) Key(object? cell)
    {
        string text = TableText.Exact(cell);
        return text.Length == 0 ? (0, 0, text)
            : TableText.IsNumber(cell) ? (1, double.Parse(text, CultureInfo.InvariantCulture), string.Empty)
            : (2, 0, text);
    }
}
