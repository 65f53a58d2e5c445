namespace KubeSharp.Cel;

/// <summary>What upstream offers only in some places.</summary>
public enum CelLibrary
{
    /// <summary>The macro cel.bind().</summary>
    Bindings,

    /// <summary>jsonpatch.escapeKey(), and the objects of which patches are made.</summary>
    Patches,
}
