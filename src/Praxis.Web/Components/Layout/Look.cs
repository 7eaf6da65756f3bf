using MudBlazor;

namespace Praxis.Web.Components.Layout;

/// <summary>Colours of the pages; the same as in reports.</summary>
internal static class Look
{
    /// <summary>The theme, light and dark.</summary>
    internal static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#00588f",
            Secondary = "#a34700",
            Success = "#00664b",
            Warning = "#8a5b00",
            Error = "#b3261e",
            AppbarBackground = "#00588f",
            Background = "#ffffff",
            Surface = "#ffffff",
            DrawerBackground = "#f5f7f9",
            TextPrimary = "#1b1f24",
            TextSecondary = "#59636e",
            DrawerText = "#1b1f24",
            DrawerIcon = "#59636e",
            ActionDefault = "#59636e",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7cc4f4",
            PrimaryContrastText = "#14171b",
            Secondary = "#f08a4b",
            Success = "#2fc39a",
            Warning = "#e6b04a",
            Error = "#ff8a80",
            AppbarBackground = "#1d2127",
            Background = "#14171b",
            Surface = "#1d2127",
            DrawerBackground = "#1d2127",
            TextPrimary = "#e6e9ed",
            TextSecondary = "#9da7b3",
            DrawerText = "#e6e9ed",
            DrawerIcon = "#9da7b3",
            ActionDefault = "#9da7b3",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"],
            },
            Button = new ButtonTypography { TextTransform = "none" },
        },
    };
}
