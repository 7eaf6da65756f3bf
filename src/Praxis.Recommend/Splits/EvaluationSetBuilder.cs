namespace Praxis.Recommend;

internal sealed class EvaluationSetBuilder
{
    private readonly List<int> _users = [];
    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];

    public void Add(int user, int start, int end)
    {
        _users.Add(user);
        _starts.Add(start);
        _ends.Add(end);
    }

    public EvaluationSet Build() => new([.. _users], [.. _starts], [.. _ends]);
}
