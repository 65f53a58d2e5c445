using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Scheduler.Spreading;

namespace KubeSharp.Scheduler.Tests;

/// <summary>All pods belong together, if there is a selector at all.</summary>
internal sealed class FixedSelectors : ISpreadSelectors
{
    public LabelSelector? Selector { get; set; }

    public LabelSelector? SelectorOf(Pod pod) => Selector;
}
