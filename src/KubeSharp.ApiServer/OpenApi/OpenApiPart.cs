namespace KubeSharp.ApiServer.OpenApi;

/// <summary>The schema of a group version that is not built in.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="V3">Its OpenAPI 3 document, made when it is asked for: a group may have hundreds of definitions, and comes to them one by one.</param>
/// <param name="V2">An OpenAPI 2 document with its paths and definitions, made when it is asked for; null if there is none.</param>
internal sealed record OpenApiPart(string ApiVersion, Lazy<StoredDocument> V3, Lazy<StoredDocument>? V2);
