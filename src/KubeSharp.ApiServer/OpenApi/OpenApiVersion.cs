namespace KubeSharp.ApiServer.OpenApi;

internal enum OpenApiVersion
{
    /// <summary>Swagger 2.0.</summary>
    V2,

    /// <summary>OpenAPI 3.0.</summary>
    V3,
}
