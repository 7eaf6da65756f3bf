using System.Reflection;
using System.Text.Json;

namespace Praxis.Core;

/// <summary>The options of a method as data. Flags, help, forms, checks and docs tables all come from it.</summary>
public sealed class OptionsSchema
{
    private readonly Func<object> _create;

    private OptionsSchema(Type type, Func<object> create)
    {
        OptionsType = type;
        _create = create;
        object defaults = create();
        Dictionary<string, string> texts = ReadTexts(type);
        Specs =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite)
                .OrderBy(property => property.MetadataToken)
                .Select(property =>
                    new OptionSpec(property, defaults, texts.GetValueOrDefault(property.Name, string.Empty))),
        ];
    }

    /// <summary>The sealed record behind the schema.</summary>
    public Type OptionsType { get; }

    /// <summary>The options, in the order of their declaration.</summary>
    public IReadOnlyList<OptionSpec> Specs { get; }

    /// <summary>Reads the schema of an options record; its defaults must work.</summary>
    /// <typeparam name="TOptions">The record.</typeparam>
    /// <returns>The schema.</returns>
    public static OptionsSchema Of<TOptions>()
        where TOptions : class, new() => new(typeof(TOptions), static () => new TOptions());

    /// <summary>Checks every property of a record against its range, and all of them together.</summary>
    /// <typeparam name="TOptions">The record.</typeparam>
    /// <param name="options">The options.</param>
    /// <exception cref="InputException">A value is out of its range, or two do not fit.</exception>
    public static void Validate<TOptions>(TOptions options)
        where TOptions : class, new()
    {
        foreach (OptionSpec spec in Of<TOptions>().Specs)
        {
            spec.Validate(options);
        }

        (options as IJointlyChecked)?.CheckJointly();
    }

    /// <summary>Makes a record from texts as typed by the user.</summary>
    /// <param name="values">Texts by flag name without dashes; what is missing keeps its default.</param>
    /// <returns>The record.</returns>
    /// <exception cref="UsageException">A flag is unknown.</exception>
    /// <exception cref="InputException">A value is unreadable, out of its range, or does not fit another.</exception>
    public object Create(IReadOnlyDictionary<string, string> values)
    {
        object options = _create();
        foreach ((string flag, string text) in values)
        {
            OptionSpec spec = Specs.FirstOrDefault(candidate => candidate.Flag == flag)
                ?? throw new UsageException(
                    $"--{flag} is not known; known are {string.Join(", ", Specs.Select(known => "--" + known.Flag))}");
            spec.Set(options, text);
        }

        (options as IJointlyChecked)?.CheckJointly();
        return options;
    }

    /// <summary>Writes all values of a record.</summary>
    /// <param name="options">A record of <see cref="OptionsType"/>.</param>
    /// <returns>A JSON object.</returns>
    public JsonElement ToJson(object options) =>
        JsonSerializer.SerializeToElement(options, OptionsType, PraxisJson.Indented);

    /// <summary>Reads a record that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">A JSON object; what is missing keeps its default.</param>
    /// <returns>The record.</returns>
    /// <exception cref="InputException">The object does not fit the record.</exception>
    public object FromJson(JsonElement json)
    {
        try
        {
            object options = json.Deserialize(OptionsType, PraxisJson.Indented)!;
            foreach (OptionSpec spec in Specs)
            {
                spec.Validate(options);
            }

            (options as IJointlyChecked)?.CheckJointly();
            return options;
        }
        catch (JsonException exception)
        {
            throw new InputException(
                $"run.json: the options do not fit {OptionsType.Name} ({exception.Message})", exception);
        }
    }

    // The sentence beside a flag is the property's own doc comment, read from the file the compiler writes beside the
    // assembly: one text for help, forms, docs and IntelliSense.
    private static Dictionary<string, string> ReadTexts(Type type)
    {
        Dictionary<string, string> inherited =
            type.BaseType is { } parent && parent != typeof(object) ? ReadTexts(parent) : [];
        foreach ((string name, string text) in DocComments.OfProperties(type))
        {
            inherited[name] = text;
        }

        return inherited;
    }
}
