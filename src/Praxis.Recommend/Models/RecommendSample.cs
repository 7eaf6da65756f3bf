using Praxis.Core;

namespace Praxis.Recommend;

internal static class RecommendSample
{
    public static SampleData OnlineRetail { get; } = new(
        "recommend/online-retail/online_retail_events_min.csv.gz",
        new Dictionary<string, string>
        {
            ["action-column"] = "action",
            ["keep-actions"] = "1",
            ["split"] = "last-basket-out",
            ["min-user-events"] = "5",
        },
        "UCI Online Retail (Chen 2015, DOI 10.24432/C5BW33, CC BY 4.0)");
}
