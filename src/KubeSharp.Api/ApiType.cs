using System.Text;

namespace KubeSharp.Api;

/// <summary>A kind in a group version, and its record type.</summary>
public sealed class ApiType
{
    private readonly byte[] _jsonTypeMeta;

    internal ApiType(string group, string version, string kind, ApiKind empty)
    {
        Group = group;
        Version = version;
        Kind = kind;
        ApiVersion = group.Length == 0 ? version : group + "/" + version;
        Empty = empty;
        _jsonTypeMeta = Encoding.UTF8.GetBytes($",\"kind\":\"{kind}\",\"apiVersion\":\"{ApiVersion}\"");
    }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; }

    public string Version { get; }

    public string Kind { get; }

    /// <summary><c>group/version</c>, or only the version in the core group.</summary>
    public string ApiVersion { get; }

    /// <summary>A record of the kind with every field at its default.</summary>
    public ApiKind Empty { get; }

    /// <summary>The fields of the kind and their markers.</summary>
    public StructSchema Schema => Empty.GetStructSchema();

    /// <summary>The first two properties of the kind's JSON, with a comma before each.</summary>
    internal ReadOnlySpan<byte> JsonTypeMeta => _jsonTypeMeta;

    public override string ToString() => $"{ApiVersion}, Kind={Kind}";
}
