using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>/version.</summary>
internal sealed class VersionHandler(string gitVersion, SourceIdentity source) : INonResourceHandler
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(
        $$"""
        {
          "major": "1",
          "minor": "36",
          "emulationMajor": "1",
          "emulationMinor": "36",
          "minCompatibilityMajor": "1",
          "minCompatibilityMinor": "35",
          "gitVersion": "{{JsonEncodedText.Encode(gitVersion, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}",
          "gitCommit": "{{JsonEncodedText.Encode(source.GitCommit)}}",
          "gitTreeState": "{{JsonEncodedText.Encode(source.GitTreeState)}}",
          "buildDate": "{{JsonEncodedText.Encode(source.BuildDate)}}",
          "goVersion": "{{JsonEncodedText.Encode(RuntimeInformation.FrameworkDescription)}}",
          "compiler": "dotnet",
          "platform": "linux/{{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}}"
        }
        """);

    public Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        ObjectResponse.WriteBytes(http, MediaTypes.Json, StatusCodes.Status200OK, _body, null);
        return Task.CompletedTask;
    }
}
