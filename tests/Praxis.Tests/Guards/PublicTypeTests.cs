using System.Reflection;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Guards;

public sealed class PublicTypeTests
{
    public static TheoryData<string> Assemblies =>
        [.. Directory.GetFiles(AppContext.BaseDirectory, "Praxis.*.dll")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicClasses_All_AreSealedStaticOrAbstract(string assembly)
    {
        IEnumerable<Type> open = Assembly.Load(assembly).GetExportedTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !IsPage(type));

        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void StaticFields_All_AreReadOnly(string assembly)
    {
        IEnumerable<string> mutable = Assembly.Load(assembly).GetTypes()
            .Where(type => type.Namespace?.StartsWith("Praxis", StringComparison.Ordinal) == true
                && !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly
                && !field.IsLiteral
                && !field.Name.StartsWith("<>", StringComparison.Ordinal))
            .Select(field => $"{field.DeclaringType}.{field.Name}");

        Assert.Empty(mutable);
    }

    // A .razor file becomes a public class that is open by the compiler's own will.
    private static bool IsPage(Type type) => type.GetInterface("Microsoft.AspNetCore.Components.IComponent") is not null
        || type.Name == "_Imports";

    [Fact]
    public void Assemblies_Found_HaveTheKnownOnes() =>
        Assert.Superset(
            new HashSet<string?>
            {
                typeof(Method).Assembly.GetName().Name,
                typeof(MethodCatalog).Assembly.GetName().Name,
            },
            Assemblies.Select(row => (string?)row.Data).ToHashSet());

    [Fact]
    public void Documentation_Rule_IsNowhereSwitchedOff()
    {
        string[] files =
        [
            .. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "src"), ".editorconfig", SearchOption.AllDirectories),
            .. Directory.GetFiles(
                Path.Combine(Repository.Root, "src"), "Directory.Build.*", SearchOption.AllDirectories),
            Path.Combine(Repository.Root, ".editorconfig"),
        ];

        Assert.All(files, file => Assert.DoesNotContain("CS1591", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(
            Repository.SourceFiles,
            file => Assert.DoesNotContain("CS1591", File.ReadAllText(file), StringComparison.Ordinal));
    }
}
