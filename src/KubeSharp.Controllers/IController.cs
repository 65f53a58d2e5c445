namespace KubeSharp.Controllers;

/// <summary>A control loop. Its informers are requested in the constructor; the manager starts and syncs them before the loop runs.</summary>
internal interface IController
{
    /// <summary>Upstream's name, as <c>--controllers</c> takes it.</summary>
    string Name { get; }

    Task RunAsync(CancellationToken cancellationToken);
}
