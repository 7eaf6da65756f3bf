using System.Text.Json;
using Praxis.App;
using Praxis.Core;
using Praxis.Tests.Guards;

namespace Praxis.Tests.Contracts;

/// <summary>What every catalogued method must keep; a new method gets all of it with its line in the
/// catalogue.</summary>
public sealed class CatalogTests
{
    private static readonly JsonElement NoOptions = JsonSerializer.SerializeToElement(new Dictionary<string, string>());

    public static TheoryData<string> Names => [.. MethodCatalog.All.Select(method => method.Name)];

    /// <summary>The methods of a family.</summary>
    public static TheoryData<string> NamesOf(string family) =>
        [.. MethodCatalog.All.Where(method => method.Family == family).Select(method => method.Name)];

    [Fact]
    public void Catalogue_All_IsNotEmptyAndNamesAreUnique()
    {
        Assert.NotEmpty(MethodCatalog.All);
        Assert.Equal(
            MethodCatalog.All.Select(method => method.Name).Distinct(),
            MethodCatalog.All.Select(method => method.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_Words_AreThere(string name)
    {
        Method method = MethodCatalog.Find(name);

        Assert.Matches("^[a-z][a-z0-9-]*$", method.Name);
        Assert.EndsWith(".", method.Summary, StringComparison.Ordinal);
        Assert.NotEmpty(method.Family);
        Assert.NotEmpty(method.Source);
        Assert.NotEmpty(method.Input);
        Assert.NotEmpty(method.Sample.Credit);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_DocsPage_Exists(string name) =>
        Assert.True(
            File.Exists(Path.Combine(Repository.Root, "docs", "methods", name + ".md")),
            $"docs/methods/{name}.md is missing");

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_Sample_Exists(string name)
    {
        string path = Path.Combine(Repository.Root, "samples", MethodCatalog.Find(name).Sample.Path);

        Assert.True(File.Exists(path) || Directory.Exists(path), $"{path} is missing");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_SampleInputValues_AreAccepted(string name)
    {
        Method method = MethodCatalog.Find(name);

        Assert.NotNull(method.InputOptions.Create(method.Sample.InputValues));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_Defaults_AreInRangeAndSurviveJson(string name) => Assert.All(Schemas(name), schema =>
    {
        object defaults = schema.Create(new Dictionary<string, string>());
        var typed = schema.Specs.ToDictionary(spec => spec.Flag, spec => spec.DefaultText);

        Assert.Equal(defaults, schema.FromJson(schema.ToJson(defaults)));
        Assert.Equal(defaults, schema.FromJson(NoOptions));
        Assert.Equal(defaults, schema.Create(typed));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_Sentences_AreThere(string name) =>
        Assert.All(Schemas(name).SelectMany(schema => schema.Specs), spec =>
        {
            Assert.True(spec.Text.Length > 5, $"--{spec.Flag} has no sentence");
            Assert.EndsWith(".", spec.Text, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', spec.Text);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_UnknownFlag_ListsTheKnown(string name) => Assert.All(Schemas(name), schema =>
    {
        UsageException error = Assert.Throws<UsageException>(
            () => schema.Create(new Dictionary<string, string> { ["no-such-flag"] = "1" }));

        Assert.StartsWith("--no-such-flag is not known", error.Message, StringComparison.Ordinal);
        Assert.All(schema.Specs, spec => Assert.Contains("--" + spec.Flag, error.Message, StringComparison.Ordinal));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_BadValues_AreRefusedWithFlagDomainAndFinding(string name) => Assert.All(Schemas(name), schema =>
    {
        foreach (OptionSpec spec in schema.Specs)
        {
            foreach (string text in BadValues(spec))
            {
                InputException error = Assert.Throws<InputException>(
                    () => schema.Create(new Dictionary<string, string> { [spec.Flag] = text }));
                Assert.StartsWith(
                    $"--{spec.Flag} must be {spec.Domain}; got ", error.Message, StringComparison.Ordinal);
            }
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_Numbers_HaveARange(string name) => Assert.All(
        Schemas(name)
            .SelectMany(schema => schema.Specs)
            .Where(spec => spec.ValueType != typeof(string) && spec.ValueType != typeof(bool)),
        spec => Assert.True(
            spec.Choices.Count > 0 || (spec.Minimum is not null && spec.Maximum is not null),
            $"--{spec.Flag} has no range"));

    private static OptionsSchema[] Schemas(string name)
    {
        Method method = MethodCatalog.Find(name);
        return [method.InputOptions, method.Options, method.PredictOptions];
    }

    private static IEnumerable<string> BadValues(OptionSpec spec)
    {
        if (spec.ValueType == typeof(string))
        {
            yield break;
        }

        yield return "no-such-value";
        if (spec.Minimum is { } least && least > int.MinValue)
        {
            yield return OptionSpec.Format(least - 1);
        }

        if (spec.Maximum is < int.MaxValue)
        {
            yield return OptionSpec.Format(spec.Maximum + 1);
        }

        if (spec.ValueType == typeof(double))
        {
            yield return "NaN";
        }
    }
}
