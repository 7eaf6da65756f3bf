using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Models;

public sealed class RequestTimeTests
{
    [Theory]
    [InlineData("1325376000", 1_325_376_000)]
    [InlineData("2012-01-01", 1_325_376_000)]
    [InlineData("2012-01-01T01:00:00+01:00", 1_325_376_000)]
    public void Parse_SecondsOrDate_IsTheInstant(string text, long expected) =>
        Assert.Equal(expected, RequestTime.Parse(text, TimeProvider.System));

    [Theory]
    [InlineData(
        "1601000000000",
        "--at must be Unix seconds or an ISO 8601 date-time; 1601000000000 looks like milliseconds, divide by 1000")]
    [InlineData("-5", "--at must not be negative; got -5")]
    [InlineData("tomorrow", "--at must be an ISO 8601 date-time or Unix seconds; got tomorrow")]
    public void Parse_OtherText_SaysWhatIsWrong(string text, string message)
    {
        InputException error = Assert.Throws<InputException>(() => RequestTime.Parse(text, TimeProvider.System));
        Assert.Equal(message, error.Message);
    }
}
