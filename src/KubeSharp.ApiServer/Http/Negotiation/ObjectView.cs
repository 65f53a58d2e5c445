namespace KubeSharp.ApiServer.Http.Negotiation;

/// <summary>The form an object is answered in, chosen by the <c>as</c> parameter of the Accept header.</summary>
public enum ObjectView
{
    Object,
    Table,
    PartialObjectMetadata,
    PartialObjectMetadataList,
}
