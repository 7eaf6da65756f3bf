using Praxis.Core;

namespace Praxis.Web.Components.Forms;

/// <summary>What a user typed into a generated form, and what of it cannot be used.</summary>
public sealed class OptionValues
{
    private readonly OptionsSchema _schema;
    private readonly Dictionary<string, string> _usual;
    private readonly Dictionary<string, string> _texts = [];

    /// <summary>Makes an untouched form.</summary>
    /// <param name="schema">The options.</param>
    /// <param name="usual">Values to stand there at first, other than the defaults.</param>
    public OptionValues(OptionsSchema schema, IReadOnlyDictionary<string, string>? usual = null)
    {
        _schema = schema;
        _usual = usual?.ToDictionary() ?? [];
    }

    /// <summary>Only what differs from the values that stand there at first.</summary>
    public IReadOnlyDictionary<string, string> Changed => _texts;

    /// <summary>What stands in a field.</summary>
    /// <param name="spec">The field.</param>
    public string this[OptionSpec spec]
    {
        get => _texts.GetValueOrDefault(spec.Flag) ?? Usual(spec);
        set
        {
            if (value == Usual(spec))
            {
                _texts.Remove(spec.Flag);
            }
            else
            {
                _texts[spec.Flag] = value;
            }
        }
    }

    /// <summary>Whether a field differs from what stood there at first.</summary>
    /// <param name="spec">The field.</param>
    /// <returns>It.</returns>
    public bool IsChanged(OptionSpec spec) => _texts.ContainsKey(spec.Flag);

    /// <summary>What stands in a field at first.</summary>
    /// <param name="spec">The field.</param>
    /// <returns>It.</returns>
    public string Usual(OptionSpec spec) => _usual.GetValueOrDefault(spec.Flag) ?? spec.DefaultText;

    /// <summary>Puts a field back.</summary>
    /// <param name="spec">The field.</param>
    public void Reset(OptionSpec spec) => _texts.Remove(spec.Flag);

    /// <summary>Why the text of a field cannot be used, as the command line says it; null when it can.</summary>
    /// <param name="spec">The field.</param>
    /// <returns>It.</returns>
    public string? Refusal(OptionSpec spec)
    {
        if (!_texts.TryGetValue(spec.Flag, out string? text))
        {
            return null;
        }

        string? refusal = Shared.Attempt.Of(
            () => _schema.Create(new Dictionary<string, string> { [spec.Flag] = text }));

        // Values that do not fit each other are told of once, below the form.
        return refusal?.StartsWith($"--{spec.Flag} must be ", StringComparison.Ordinal) == true ? refusal : null;
    }

    /// <summary>Why the form cannot be used as a whole; null when it can.</summary>
    /// <returns>One line, or null.</returns>
    public string? Refusal()
    {
        Dictionary<string, string> all = new(_usual);
        foreach ((string flag, string text) in _texts)
        {
            all[flag] = text;
        }

        return Shared.Attempt.Of(() => _schema.Create(all));
    }
}
