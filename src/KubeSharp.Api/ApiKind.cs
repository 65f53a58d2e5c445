using KubeSharp.Api.Json;

namespace KubeSharp.Api;

/// <summary>A record that carries apiVersion and kind.</summary>
public abstract record ApiKind : ApiStruct
{
    /// <summary>The kind and group version of this record.</summary>
    public abstract ApiType ApiType { get; }

    /// <summary>A fresh record of the same kind, to be filled by a reader.</summary>
    internal abstract ApiKind New();

    internal void WriteJsonWithType(ref JsonOutput output)
    {
        var start = output.Position;
        output.Literal(ApiType.JsonTypeMeta);
        WriteJsonFields(ref output);
        output.EndObject(start);
    }
}
