using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend;

/// <summary>Gives the same log for any path.</summary>
internal sealed class FixedLogReader(InteractionLog log) : IReader<InteractionLog, RecommendInputOptions>
{
    public string Format => "fixed";

    public bool Accepts(string path) => true;

    public InteractionLog Read(string path, RecommendInputOptions options) => log;
}
