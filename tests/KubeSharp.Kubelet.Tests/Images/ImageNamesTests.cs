using KubeSharp.Kubelet.Images;

namespace KubeSharp.Kubelet.Tests.Images;

public sealed class ImageNamesTests
{
    [Theory]
    [InlineData("nginx", "nginx:latest")]
    [InlineData("nginx:1", "nginx:1")]
    [InlineData("localhost:5000/a/b", "localhost:5000/a/b:latest")]
    [InlineData("a@sha256:00", "a@sha256:00")]
    public void MissingTagIsLatest(string image, string expected) => Assert.Equal(expected, ImageNames.WithDefaultTag(image));

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("Upper/case")]
    [InlineData("/a")]
    [InlineData("a:")]
    public void MalformedNamesAreRefused(string image) => Assert.Throws<FormatException>(() => ImageNames.WithDefaultTag(image));

    [Theory]
    [InlineData("nginx:1", "docker.io/library/nginx")]
    [InlineData("me/app", "docker.io/me/app")]
    [InlineData("quay.io/me/app@sha256:00", "quay.io/me/app")]
    public void RepositoryNamesItsRegistry(string image, string expected) => Assert.Equal(expected, ImageNames.Repository(image));
}
