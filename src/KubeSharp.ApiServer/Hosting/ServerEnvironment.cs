using KubeSharp.ApiServer.Cache;
using KubeSharp.Storage;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>What the rooms of the server have in common when they add their parts.</summary>
internal sealed record ServerEnvironment(
    ApiServerOptions Options, IKeyValueStore Store, IObjectStore Objects, ILoggerFactory LoggerFactory, TimeProvider Time);
