namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Schemas that come and go while the server runs: those of custom resources and of extension servers.</summary>
internal interface IOpenApiSource
{
    /// <summary>The parts as they are now; the same list as long as nothing has changed.</summary>
    IReadOnlyList<OpenApiPart> Parts { get; }
}
