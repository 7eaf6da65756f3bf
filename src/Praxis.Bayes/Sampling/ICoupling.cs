namespace Praxis.Bayes;

/// <summary>What ties the members of one set to the rest of a model, as a Markov random field does.</summary>
internal interface ICoupling
{
    /// <summary>What the rest adds to the log odds of a candidate being in the set.</summary>
    double LogOdds(int candidate);

    /// <summary>A candidate has come into the set or left it.</summary>
    void Changed(int candidate, bool isIn);
}
