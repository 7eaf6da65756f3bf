using Praxis.Core;

namespace Praxis.Tests.Core;

public sealed class PraxisExceptionTests
{
    private static readonly InputException Input = new("bad data");
    private static readonly OperationCanceledException Stop = new();

    [Fact]
    public void Unwrap_AllOfOneKind_GivesTheFirst()
    {
        var full = new IOException("full");

        Assert.Same(Stop, PraxisException.Unwrap(new AggregateException(Stop, new AggregateException(Stop))));
        Assert.Same(Input, PraxisException.Unwrap(new AggregateException(Input, new UsageException("bad word"))));
        Assert.Same(full, PraxisException.Unwrap(new AggregateException(full)));
        Assert.Same(Input, PraxisException.Unwrap(new TypeInitializationException("T", Input)));
        Assert.Same(Stop, PraxisException.Unwrap(Stop));
    }

    [Fact]
    public void Unwrap_FailureBesideCancellations_GivesTheFailure() =>
        Assert.Same(Input, PraxisException.Unwrap(new AggregateException(Stop, Input)));

    [Fact]
    public void Unwrap_DefectAmongThem_GivesTheWhole()
    {
        var mixed = new AggregateException(Input, new InvalidOperationException("defect"));

        Assert.Same(mixed, PraxisException.Unwrap(mixed));
    }
}
