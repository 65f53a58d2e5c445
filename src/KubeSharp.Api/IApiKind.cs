namespace KubeSharp.Api;

/// <summary>Gives generic code the kind of a record type.</summary>
public interface IApiKind<TSelf>
    where TSelf : ApiKind, IApiKind<TSelf>
{
    static abstract ApiType Type { get; }
}
