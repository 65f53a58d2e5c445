using KubeSharp.Api;

namespace KubeSharp.Client.Informers;

/// <summary>What an informer watches.</summary>
public sealed record InformerOptions<T>
    where T : ApiObject
{
    /// <summary>Empty for all namespaces.</summary>
    public string Namespace { get; init; } = "";

    public string LabelSelector { get; init; } = "";

    public string FieldSelector { get; init; } = "";

    /// <summary>The owner looks at metadata alone: see <see cref="ApiRequest.MetadataOnly"/>. Needs a <see cref="Transform"/>.</summary>
    public bool MetadataOnly { get; init; }

    /// <summary>Makes what is stored from what the server sends, to keep no more than is needed. Null: objects are stored as they come.</summary>
    public Func<ApiObject, T>? Transform { get; init; }
}
