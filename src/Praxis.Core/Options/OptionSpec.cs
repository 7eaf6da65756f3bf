using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Praxis.Core;

/// <summary>One option of a method: a property of its options record, seen as flag, form field and docs row.</summary>
public sealed class OptionSpec
{
    private readonly PropertyInfo _property;

    internal OptionSpec(PropertyInfo property, object defaults, string text)
    {
        _property = property;
        Flag = ToKebab(property.Name);
        Default = property.GetValue(defaults);
        Text = text;
        RangeAttribute? range = property.GetCustomAttribute<RangeAttribute>();
        Minimum = range is null ? null : Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture);
        Maximum = range is null ? null : Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        Choices = property.PropertyType.IsEnum ? [.. Enum.GetNames(property.PropertyType).Select(ToKebab)] : [];
    }

    /// <summary>The flag without dashes, as in "learning-rate".</summary>
    public string Flag { get; }

    /// <summary>The property's name.</summary>
    public string PropertyName => _property.Name;

    /// <summary>The property's type: string, bool, int, long, double or an enum.</summary>
    public Type ValueType => _property.PropertyType;

    /// <summary>The default value.</summary>
    public object? Default { get; }

    /// <summary>One sentence.</summary>
    public string Text { get; }

    /// <summary>The least value, or null.</summary>
    public double? Minimum { get; }

    /// <summary>The greatest value, or null.</summary>
    public double? Maximum { get; }

    /// <summary>The names an enum takes, in kebab case; empty for other types.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>What the value must be, in words, as in "an integer in [1, 64]".</summary>
    public string Domain
    {
        get
        {
            if (Choices.Count > 0)
            {
                return "one of " + string.Join(", ", Choices);
            }

            string kind = ValueType == typeof(int) || ValueType == typeof(long) ? "an integer"
                : ValueType == typeof(double) ? "a number"
                : ValueType == typeof(bool) ? "true or false"
                : "text";
            return Minimum is null && Maximum is null ? kind : $"{kind} in [{Bound(Minimum)}, {Bound(Maximum)}]";
        }
    }

    /// <summary>The default as it would be typed.</summary>
    public string DefaultText => Format(Default);

    /// <summary>A value as it would be typed.</summary>
    /// <param name="value">A value of <see cref="ValueType"/>.</param>
    /// <returns>The text.</returns>
    public static string Format(object? value) => value switch
    {
        null => string.Empty,
        bool truth => truth ? "true" : "false",
        Enum choice => ToKebab(choice.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>Reads the option's value.</summary>
    /// <param name="options">A record of the schema's type.</param>
    /// <returns>The value.</returns>
    public object? Get(object options) => _property.GetValue(options);

    internal static string ToKebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i])
                && i > 0
                && !(char.IsUpper(name[i - 1]) && (i + 1 == name.Length || !char.IsLower(name[i + 1]))))
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    internal void Set(object options, string text)
    {
        object? value = Parse(text) ?? throw Refuse(text);
        _property.SetValue(options, value);
        Validate(options);
    }

    internal void Validate(object options)
    {
        object? value = _property.GetValue(options);
        if (value is int or long or double)
        {
            double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (double.IsNaN(number) || number < Minimum || number > Maximum)
            {
                throw Refuse(Format(value));
            }
        }
        else if (value is Enum choice && !Enum.IsDefined(ValueType, choice))
        {
            throw Refuse(Format(value));
        }
    }

    private static string Bound(double? bound) => bound switch
    {
        null => "...",
        int.MaxValue or long.MaxValue or double.MaxValue => "...",
        _ => bound.Value.ToString(CultureInfo.InvariantCulture),
    };

    private object? Parse(string text)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (ValueType == typeof(string))
        {
            return text;
        }

        if (ValueType == typeof(bool))
        {
            return bool.TryParse(text, out bool truth) ? truth : null;
        }

        if (ValueType == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out int number) ? number : null;
        }

        if (ValueType == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out long number) ? number : null;
        }

        if (ValueType == typeof(double))
        {
            return double.TryParse(text, NumberStyles.Float, invariant, out double number) ? number : null;
        }

        int choice = Choices.ToList().IndexOf(text.ToLowerInvariant());
        return choice < 0 ? null : Enum.GetValues(ValueType).GetValue(choice);
    }

    private InputException Refuse(string found)
    {
        string got = found.Length == 0 ? "nothing" : found;
        string meant = NearestName.Of(found, Choices) is { } near ? $"; did you mean {near}?" : string.Empty;
        return new InputException($"--{Flag} must be {Domain}; got {got}{meant}");
    }
}
