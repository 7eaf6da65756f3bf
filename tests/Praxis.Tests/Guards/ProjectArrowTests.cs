using System.Xml.Linq;

namespace Praxis.Tests.Guards;

public sealed class ProjectArrowTests
{
    private static readonly string[] Families = ["Praxis.Recommend", "Praxis.Bayes", "Praxis.Pose", "Praxis.Motion"];

    // What each room may see; Praxis.Numerics and Praxis.Core are open to all above them.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Praxis.Core"] = [],
        ["Praxis.Numerics"] = ["Praxis.Core"],
        ["Praxis.Data"] = ["Praxis.Core", "Praxis.Numerics"],
        ["Praxis.Torch"] = ["Praxis.Core", "Praxis.Numerics"],
        ["Praxis.Recommend"] = ["Praxis.Core", "Praxis.Numerics", "Praxis.Data", "Praxis.Torch"],
        ["Praxis.Bayes"] = ["Praxis.Core", "Praxis.Numerics", "Praxis.Data"],
        ["Praxis.Pose"] = ["Praxis.Core", "Praxis.Numerics", "Praxis.Data", "Praxis.Torch"],
        ["Praxis.Motion"] = ["Praxis.Core", "Praxis.Numerics", "Praxis.Data", "Praxis.Torch"],
        ["Praxis.App"] = ["Praxis.Core", "Praxis.Numerics", "Praxis.Data", "Praxis.Torch", .. Families],
        ["Praxis.Web"] = ["Praxis.App", "Praxis.Core"],
        ["Praxis.Cli"] = ["Praxis.App", "Praxis.Core", "Praxis.Web"],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_GoDownOnly(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string[] references = [.. XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
            .Select(reference => (string)reference.Attribute("Include")!)
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

        Assert.True(
            Allowed.ContainsKey(name), $"{name} is a new room: give it a line in this test and in ARCHITECTURE.md");
        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void Families_Allowed_NeverSeeEachOther() =>
        Assert.All(Families, family => Assert.Empty(Allowed[family].Intersect(Families)));

    [Fact]
    public void Core_Packages_AreNone()
    {
        XDocument project = XDocument.Load(Path.Combine(Repository.Root, "src/Praxis.Core/Praxis.Core.csproj"));

        Assert.Empty(project.Descendants("PackageReference"));
    }
}
