namespace KubeSharp.Chaos.Tests;

/// <summary>A process that can be killed and paused.</summary>
internal interface IVictim
{
    Task StartAsync();

    void Pause();

    void Resume();

    Task KillAsync();
}
