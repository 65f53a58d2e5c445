using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Scheduler.Spreading;

/// <summary>Knows which pods belong together although they do not say how to be spread.</summary>
internal interface ISpreadSelectors
{
    /// <summary>What selects the pods of the same services and owner; null if the pod belongs to none. Never waits.</summary>
    LabelSelector? SelectorOf(Pod pod);
}
