using KubeSharp.Api;
using KubeSharp.ApiServer.Http.Negotiation;

namespace KubeSharp.ApiServer.Tests.Http.Negotiation;

public sealed class ContentNegotiatorTests
{
    [Theory]
    [InlineData(null, "Json", "Object")]
    [InlineData("*/*", "Json", "Object")]
    [InlineData("application/*", "Json", "Object")]
    [InlineData("application/yaml", "Yaml", "Object")]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", "Protobuf", "Object")]
    [InlineData("application/json;q=0.5, application/yaml", "Yaml", "Object")]
    [InlineData("text/html,application/json;q=0.1", "Json", "Object")]
    [InlineData("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "Json", "Table")]
    [InlineData("application/json;as=Unknown;v=v1;g=meta.k8s.io,application/json", "Json", "Object")]
    [InlineData("application/json;as=Table;v=v9;g=meta.k8s.io,application/json", "Json", "Object")]
    [InlineData("application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "Protobuf", "PartialObjectMetadata")]
    public void Chooses(string? accept, string wire, string view)
    {
        var format = ContentNegotiator.Negotiate(accept, ViewsOffered.OfObject, pretty: false);
        Assert.Equal((wire, view), (format.Wire.ToString(), format.View.ToString()));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")]
    [InlineData(";;;,,,=")]
    public void NothingToServe_IsNotAcceptable(string accept)
    {
        var error = Assert.Throws<ApiException>(() => ContentNegotiator.Negotiate(accept, ViewsOffered.OfObject, pretty: false));
        Assert.Equal(406, error.Code);
    }
}
