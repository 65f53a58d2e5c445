using KubeSharp.Api;

namespace KubeSharp.Controllers.Namespaces;

/// <summary>What is left in a namespace, for its conditions.</summary>
internal sealed class ContentSummary
{
    public SortedDictionary<string, int> Remaining { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Finalizers { get; } = new(StringComparer.Ordinal);

    public List<string> Failures { get; } = [];

    /// <summary>How long the slowest pod may still take.</summary>
    public TimeSpan Grace { get; private set; }

    public bool IsEmpty => Remaining.Count == 0 && Failures.Count == 0;

    public void Add(ApiResource resource, IReadOnlyList<ApiObject> left, DateTimeOffset now)
    {
        if (left.Count == 0)
        {
            return;
        }

        Remaining[resource.QualifiedName] = left.Count;
        foreach (var value in left)
        {
            foreach (var finalizer in value.Metadata.Finalizers)
            {
                Finalizers[finalizer] = Finalizers.GetValueOrDefault(finalizer) + 1;
            }

            if (value.Metadata.DeletionTimestamp is { } deadline && deadline.Value - now > Grace)
            {
                Grace = deadline.Value - now;
            }
        }
    }
}
