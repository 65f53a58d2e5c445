namespace KubeSharp.ApiServer.Cache.Labels;

/// <summary>Which labels lists of a resource select by, since when it was last asked. For one thread at a time.</summary>
internal sealed class LabelDemand
{
    // An index is made once and kept up by every write: a label that is asked for now and then is not worth it.
    private const int Often = 3;
    private const int MostLabels = 64;

    private readonly Dictionary<string, int> _asked = [];

    /// <summary>Notes a list.</summary>
    /// <returns>Whether the label has just come to be in demand.</returns>
    public bool Add(string label)
    {
        if (_asked.Count == MostLabels)
        {
            _asked.Clear();
        }

        return (_asked[label] = _asked.GetValueOrDefault(label) + 1) == Often;
    }

    /// <summary>The labels of which lists were noted since the last time.</summary>
    public IReadOnlySet<string> Take()
    {
        HashSet<string> asked = [.. _asked.Keys];
        _asked.Clear();
        return asked;
    }
}
