using System.Text;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>Data that cannot be used is refused in one line, and no run is left behind.</summary>
public sealed class BadDataContractTests
{
    private static readonly Dictionary<string, Func<FitPlace, string>> Kinds = new()
    {
        ["empty file"] = place => place.Write("bad.csv", []),
        ["header only"] = place => Text(place, PlantedEvents.Header),
        ["missing column"] = place => Text(place, Whole.Replace("item_id", "thing", StringComparison.Ordinal)),
        ["text in the time column"] = place => Text(place, Whole + "user 1,item 2,yesterday,4\n"),
        ["negative time"] = place => Text(place, Whole + "user 1,item 2,-5,4\n"),
        ["milliseconds"] = place => Text(place, Csv(row => (row.User, row.Item, row.Time * 1000))),
        ["one user"] = place => Text(place, Csv(row => ("user 1", row.Item, row.Time))),
        ["one event each"] = place => Text(
            place, PlantedEvents.Csv(PlantedEvents.Rows.DistinctBy(row => row.User))),
        ["two events each"] = place => Text(
            place, PlantedEvents.Csv(PlantedEvents.Rows.GroupBy(row => row.User).SelectMany(rows => rows.Take(2)))),
        ["folder"] = place => Directory.CreateDirectory(place["folder"]).FullName,
        ["truncated gzip"] = place => place.Write("bad.csv.gz", TemporaryFolder.Gzip(Whole)[..^200]),
        ["invalid UTF-8"] = place => place.Write(
            "bad.csv", [.. Encoding.UTF8.GetBytes(Whole), .. "user 1,"u8, 0xC3, 0x28, .. ",1700000000,4\n"u8]),
        ["unclosed quote"] = place => Text(place, Whole + "user 1,\"item 2,1700000000,4\n"),
        ["missing cell"] = place => Text(place, Whole + "user 1,item 2\n"),
        ["no such file"] = place => place["nothing.csv"],
        ["unknown ending"] = place => place.Write("bad.xyz", Encoding.UTF8.GetBytes(Whole)),
    };

    public static TheoryData<string, string> NamesAndKinds
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Method method in MethodCatalog.All.Where(method => method.Family == "recommend"))
            {
                foreach (string kind in Kinds.Keys)
                {
                    data.Add(method.Name, kind);
                }
            }

            return data;
        }
    }

    private static string Whole => PlantedEvents.Csv(PlantedEvents.Rows);

    [Theory]
    [MemberData(nameof(NamesAndKinds))]
    public void Fit_BadData_IsRefusedInOneLineAndLeavesNothing(string name, string kind)
    {
        using var place = new FitPlace(name);
        place.DataPath = Kinds[kind](place);

        InputException error = Assert.Throws<InputException>(() => place.Fit("run"));

        Assert.Equal(ExitCode.Input, error.ExitCode);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain('\r', error.Message);
        Assert.NotEmpty(error.Message);
        Assert.Empty(place.RunFolders);
    }

    private static string Text(FitPlace place, string text) => place.Write("bad.csv", Encoding.UTF8.GetBytes(text));

    private static string Csv(
        Func<(string User, string Item, long Time), (string User, string Item, long Time)> change) =>
        PlantedEvents.Csv(PlantedEvents.Rows.Select(change));
}
