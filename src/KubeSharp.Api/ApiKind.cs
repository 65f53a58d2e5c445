namespace KubeSharp.Api;

/// <summary>A record that carries apiVersion and kind.</summary>
public abstract record ApiKind : ApiStruct
{
    /// <summary>The kind and group version of this record.</summary>
    public abstract ApiType ApiType { get; }
}
