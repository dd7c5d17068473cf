"""Sign-in, accounts, people and their roles over HTTP."""

from core_service.identity.routes.account import blueprint as account
from core_service.identity.routes.by_letter import blueprint as by_letter
from core_service.identity.routes.centres import blueprint as centre_life
from core_service.identity.routes.invitations import blueprint as invitations
from core_service.identity.routes.sign_in import blueprint as sign_in
from core_service.identity.routes.tablets import blueprints as tablets
from core_service.identity.routes.users import blueprint as users

blueprints = (sign_in, account, by_letter, users, invitations, centre_life, *tablets)
