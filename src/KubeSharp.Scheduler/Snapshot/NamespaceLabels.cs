using KubeSharp.Api;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>Labels of the namespaces, which affinity terms may select by.</summary>
internal sealed class NamespaceLabels
{
    private readonly Dictionary<string, ApiMap<string>> _labels = [];

    public ApiMap<string> Of(string ns) => _labels.GetValueOrDefault(ns);

    public void Set(string ns, ApiMap<string> labels) => _labels[ns] = labels;

    public void Remove(string ns) => _labels.Remove(ns);
}
