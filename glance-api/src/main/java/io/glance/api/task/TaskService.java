package io.glance.api.task;

import io.glance.api.image.ImageAccess;
import io.glance.api.policy.Attributes;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.Policy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.TaskQuery;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.task.Task;
import io.glance.common.task.TaskSummary;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/**
 * Tells how far work in the background is. Tasks are for whom the policy lets, those of an image
 * for whoever sees the image and owns the task.
 *
 * <p>Source: glance/api/v2/tasks.py; glance/api/v2/images.py, get_task_info.
 */
@Service
public class TaskService {
  /** What an id can be in a database; anything else is not worth a call. */
  private static final Pattern POSSIBLE_ID = Pattern.compile("[0-9A-Za-z_-]{1,36}");

  private final TaskRegistry registry;
  private final ImageAccess images;
  private final Policy policy;
  private final ImagePolicy imagePolicy;

  TaskService(TaskRegistry registry, ImageAccess images, Policy policy, ImagePolicy imagePolicy) {
    this.registry = registry;
    this.images = images;
    this.policy = policy;
    this.imagePolicy = imagePolicy;
  }

  /**
   * @throws GlanceException.Forbidden if the policy does not let the caller use tasks
   */
  public void requireAccess(RequestContext caller) {
    policy.require(PolicyRule.TASKS_API_ACCESS, Attributes.NONE, caller);
  }

  /**
   * @throws GlanceException.Forbidden if the policy does not let the caller use tasks
   * @throws GlanceException.Invalid if the marker is unknown
   */
  public List<TaskSummary> list(TaskQuery query, RequestContext caller) {
    requireAccess(caller);
    return registry.list(query, caller);
  }

  /**
   * @throws GlanceException.Forbidden if the policy does not let the caller use tasks
   * @throws GlanceException.NotFound if there is no such task
   */
  public Task get(String id, RequestContext caller) {
    requireAccess(caller);
    if (!POSSIBLE_ID.matcher(id).matches()) {
      throw new GlanceException.NotFound("Could not find task " + id);
    }
    return registry.get(id, caller);
  }

  /**
   * The caller's tasks that are about an image, the oldest first.
   *
   * @throws GlanceException.NotFound without words of its own if the caller sees no such image
   */
  public List<Task> ofImage(String imageId, RequestContext caller) {
    Image image =
        images.find(imageId, caller).orElseThrow(() -> new GlanceException.NotFound(null, null));
    imagePolicy.require(PolicyRule.GET_IMAGE, image, caller);
    return registry.ofImage(image.id(), caller);
  }
}
