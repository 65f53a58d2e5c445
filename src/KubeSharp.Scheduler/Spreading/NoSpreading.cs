using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Scheduler.Spreading;

/// <summary>No pods belong together.</summary>
internal sealed class NoSpreading : ISpreadSelectors
{
    public static readonly NoSpreading Instance = new();

    public LabelSelector? SelectorOf(Pod pod) => null;
}
