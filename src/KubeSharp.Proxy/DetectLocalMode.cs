namespace KubeSharp.Proxy;

/// <summary>How traffic of pods is told from other traffic (--detect-local-mode).</summary>
public enum DetectLocalMode
{
    /// <summary>Its source is in the cluster's networks.</summary>
    ClusterCIDR,

    /// <summary>Its source is in the networks that the Node object has for its pods.</summary>
    NodeCIDR,

    /// <summary>It comes in by the pods' bridge.</summary>
    BridgeInterface,

    /// <summary>It comes in by an interface whose name begins in the pods' way.</summary>
    InterfaceNamePrefix,
}
