using KubeSharp.Storage.Embedded.Index;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Evaluates the conditions of transactions.</summary>
internal static class Conditions
{
    public static bool Holds(Comparison comparison, WriteBatch batch)
    {
        if (comparison.RangeEnd is null)
        {
            return Holds(comparison, batch.Find(comparison.Key));
        }

        bool isEmpty = true;
        foreach ((_, KeyState state) in batch.Keys.Range(comparison.Range))
        {
            if (state.Current is { } current)
            {
                isEmpty = false;
                if (!Holds(comparison, current))
                {
                    return false;
                }
            }
        }

        return !isEmpty || Holds(comparison, found: null);
    }

    private static bool Holds(Comparison comparison, KeyValue? found)
    {
        if (comparison.Target == ComparisonTarget.Value)
        {
            return found is not null && Holds(comparison.Operator, found.Value.Span.SequenceCompareTo(comparison.Value.Span));
        }

        long actual = comparison.Target switch
        {
            ComparisonTarget.ModRevision => found?.ModRevision ?? 0,
            ComparisonTarget.CreateRevision => found?.CreateRevision ?? 0,
            ComparisonTarget.Version => found?.Version ?? 0,
            _ => found?.Lease ?? 0,
        };
        return Holds(comparison.Operator, actual.CompareTo(comparison.Number));
    }

    /// <param name="relation">How the two sides compare.</param>
    /// <param name="order">Negative if the left is less, 0 if they are equal, positive if it is greater.</param>
    private static bool Holds(ComparisonOperator relation, int order) => relation switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Greater => order > 0,
        _ => order < 0,
    };
}
